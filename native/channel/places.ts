/** File descriptors of the channel in the process that runs native code. Two, so that writing may wait and reading not. */
export const channelPlaces = { toHost: 3, toCore: 4 } as const;

/** Variable by which such a process knows that the core has started it. */
export const channelMark = 'DVCTT_HOST_CHANNEL';

/** Names of the IPC channels between the windows and the shell. */
export const channels = {
  call: 'dvctt:call',
  event: 'dvctt:event',
  openPin: 'dvctt:open-pin',
  pinCall: 'dvctt-pin:call',
  pinClose: 'dvctt-pin:close',
} as const;

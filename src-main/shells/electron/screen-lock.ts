import type { Core } from '#shared/contract/ipc.ts';

/** Where the system tells that the person has left: Electron's `powerMonitor`. */
export interface ScreenEvents {
  on(event: 'lock-screen' | 'suspend' | 'user-did-resign-active', told: () => void): unknown;
}

/**
 * Ends the remembered logins when the screen is locked (Windows, macOS), when another person is switched to (macOS),
 * and when the machine goes to sleep (everywhere). A Linux desktop tells Electron of no locked screen: there the login
 * ends with the sleep or with five idle minutes.
 */
export function forgetWhenScreenLocks(
  events: ScreenEvents,
  core: () => Pick<Core, 'call'> | undefined,
): void {
  const left = () => {
    // A core that restarts at this moment has lost the logins anyway.
    core()
      ?.call('shell.screenLocked', {})
      .catch(() => undefined);
  };
  for (const event of ['lock-screen', 'suspend', 'user-did-resign-active'] as const) events.on(event, left);
}

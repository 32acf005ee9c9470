import { onStopSignal } from './stop-signal.ts';

/** Waits until the person or the system asks the process to end. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    onStopSignal(resolve);
  });
}

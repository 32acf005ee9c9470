/** Waits so many ms; no longer once `signal` is aborted. */
export function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}

/** Asked again after a wait, for which the type checker would still know the answer of before it. */
export function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

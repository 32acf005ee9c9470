/** Two signals within this time (ms) are one press of Ctrl+C: the terminal sends it, and the wrapper passes it on. */
const onePress = 1_000;

/**
 * Calls `stop` at the first SIGINT or SIGTERM. A later press, when stopping takes too long for the person, ends the
 * process at once. Returns the function that goes back to the default.
 */
export function onStopSignal(stop: () => void): () => void {
  let first: number | undefined;
  const handle = () => {
    const now = performance.now();
    if (first === undefined) {
      first = now;
      stop();
    } else if (now - first > onePress) {
      process.exit(130);
    }
  };
  process.on('SIGINT', handle);
  process.on('SIGTERM', handle);
  return () => {
    process.off('SIGINT', handle);
    process.off('SIGTERM', handle);
  };
}

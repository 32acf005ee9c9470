/** Longest that a command may take to end once nobody can stop it any more, ms: more than a server's closing needs. */
const closingTime = 20_000;

/**
 * `bin/dvctt.mjs` holds a channel to this process. When it breaks, the launcher was killed: what would go on here with a
 * lock on its store is a server that nobody sees. Ends as after SIGTERM. Started without a launcher, nothing happens.
 */
export function endWithLauncher(): void {
  const { channel } = process;
  if (channel === undefined) return;
  process.once('disconnect', () => {
    setTimeout(() => process.exit(143), closingTime).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  // Listening must not keep a command from ending that has done its work.
  channel.unref();
}

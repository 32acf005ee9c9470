/** `light-passwords.ts` for the processes that a test starts, so that one reads what the other has written. */
const preload = `--import ${new URL('light-passwords-preload.ts', import.meta.url).href}`;
const given = process.env['NODE_OPTIONS'] ?? '';
if (!given.includes(preload)) process.env['NODE_OPTIONS'] = `${given} ${preload}`.trim();

#!/usr/bin/env node
// The command `dvctt` in a checkout: runs on whatever Node the machine has, builds what is missing or stale, and goes on
// under the Node that the project pins (better-sqlite3 and type stripping need it).
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const pinned = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
if (!existsSync(pinned)) {
  process.stderr.write(
    `dvctt: chưa cài thư viện. Chạy “npm ci” trong ${root} rồi thử lại. (Run "npm ci" first.)\n`,
  );
  process.exit(1);
}

const wantsWindow =
  ['demo', 'window'].includes(process.argv[2] ?? '') && !process.argv.includes('--headless');
const build = spawnSync(pinned, [join(root, 'scripts', 'build.ts'), ...(wantsWindow ? [] : ['--node'])], {
  stdio: ['ignore', 'pipe', 'pipe'],
  encoding: 'utf8',
});
if (build.status !== 0) {
  process.stderr.write(
    `${build.stdout}${build.stderr}dvctt: không dựng được chương trình. (The build failed.)\n`,
  );
  process.exit(1);
}

const { args, env } = withoutPassword(process.argv.slice(2));
// The channel carries nothing: its end tells the child that this process was killed (`end-with-launcher.ts`).
const child = spawn(pinned, [join(root, 'out', 'cli.js'), ...args], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env,
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 130)));

// `--database URL` may hold a password, and everybody on the machine can read another process's arguments.
function withoutPassword(given) {
  const args = [];
  const env = { ...process.env };
  const rest = [...given];
  while (rest.length > 0) {
    const word = rest.shift();
    if (given[0] === 'backend' && word === '--database' && rest.length > 0)
      env.DVCTT_DATABASE_URL = rest.shift();
    else if (given[0] === 'backend' && word.startsWith('--database='))
      env.DVCTT_DATABASE_URL = word.slice(11);
    else args.push(word);
  }
  return { args, env };
}

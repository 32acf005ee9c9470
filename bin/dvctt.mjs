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

const child = spawn(pinned, [join(root, 'out', 'cli.js'), ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 130)));

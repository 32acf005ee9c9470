/**
 * Builds what has changed: `node scripts/build.ts [--node|--renderer] [--force]`. The bundles of the desktop and the
 * backend go to out/, the window to out/renderer/. With nothing changed it ends at once.
 */
import { join } from 'node:path';
import { bundles, root } from './build/bundles.ts';
import { withLock } from './build/lock.ts';
import { fingerprint, isCurrent, writeStamp } from './build/stamp.ts';

interface Part {
  readonly name: string;
  readonly sources: readonly string[];
  readonly outputs: readonly string[];
  build(): Promise<unknown>;
}

const everyPart = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'scripts/build.ts',
  'scripts/build',
  'src-shared',
];

const node: Part = {
  name: 'node',
  sources: [...everyPart, 'src-main', 'src-backend', 'native'],
  outputs: bundles.flatMap(({ outfile }) => outfile ?? []),
  async build() {
    const esbuild = await import('esbuild');
    await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
  },
};

const renderer: Part = {
  name: 'renderer',
  sources: [...everyPart, 'src-renderer'],
  outputs: ['index.html', 'pin.html'].map((page) => join(root, 'out', 'renderer', page)),
  async build() {
    const vite = await import('vite');
    await vite.build({ configFile: join(root, 'src-renderer', 'vite.config.ts'), logLevel: 'warn' });
  },
};

async function bring(part: Part, force: boolean): Promise<void> {
  const stampFile = join(root, 'out', `.${part.name}-stamp`);
  if (!force && isCurrent(stampFile, fingerprint(root, part.sources), part.outputs)) return;
  await withLock(join(root, 'out', `.${part.name}-lock`), async () => {
    // Taken before the build: a file saved meanwhile makes the next run build again.
    const print = fingerprint(root, part.sources);
    if (!force && isCurrent(stampFile, print, part.outputs)) return;
    const startedAt = performance.now();
    await part.build();
    writeStamp(stampFile, print);
    process.stderr.write(`built ${part.name} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);
  });
}

const flags = new Set(process.argv.slice(2));
const unknown = [...flags].filter((flag) => !['--node', '--renderer', '--force'].includes(flag));
if (unknown.length > 0) {
  process.stderr.write(`unknown option ${unknown.join(' ')}; usage: build [--node|--renderer] [--force]\n`);
  process.exit(64);
}
const both = !flags.has('--node') && !flags.has('--renderer');
for (const part of [node, renderer]) {
  if (!both && !flags.has(`--${part.name}`)) continue;
  try {
    await bring(part, flags.has('--force'));
  } catch (thrown) {
    // esbuild and vite have printed where and what; their stack is our build's, not the fault's.
    process.stderr.write(`${part.name}: ${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
    process.exit(1);
  }
}

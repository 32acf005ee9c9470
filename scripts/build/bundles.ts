/** The programs that esbuild makes of our TypeScript, and how. */
import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';

export const root = join(import.meta.dirname, '..', '..');

/**
 * Left in node_modules: native addons, packages that read files of their own beside their code, and Electron, which
 * is there at run time only.
 */
const external = [
  'better-sqlite3',
  'better-sqlite3-multiple-ciphers',
  'electron',
  'fastify',
  'fastify-type-provider-zod',
  'kysely',
  'pdfkit',
  'pkcs11js',
  'smartcard',
  '@expo-google-fonts/*',
  '@fastify/*',
];

/** Bundled CommonJS packages ask for Node's own modules with `require`, which an ES module does not have. */
const requireInModules = {
  js: "import { createRequire as dvcttCreateRequire } from 'node:module'; const require = dvcttCreateRequire(import.meta.url);",
};

const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  charset: 'utf8',
  external,
  legalComments: 'none',
  logLevel: 'warning',
  logOverride: { 'empty-import-meta': 'error' },
  platform: 'node',
  sourcemap: true,
  sourcesContent: false,
};

const program = (name: string, entry: string): BuildOptions => ({
  ...common,
  banner: requireInModules,
  entryPoints: [join(root, entry)],
  format: 'esm',
  outfile: join(root, 'out', `${name}.js`),
  target: 'node24',
});

/** A sandboxed preload is CommonJS and may ask for nothing but `electron`. */
const preload = (name: string): BuildOptions => ({
  ...common,
  entryPoints: [join(root, 'src-main', 'shells', 'electron', `${name}.ts`)],
  format: 'cjs',
  outfile: join(root, 'out', 'electron', `${name}.cjs`),
  target: 'chrome130',
  sourcemap: false,
});

export const bundles: readonly BuildOptions[] = [
  program('core', 'src-main/core/process/main.ts'),
  program('cli', 'src-main/shells/cli/entry.ts'),
  program('backend', 'src-backend/main.ts'),
  program('validation-worker', 'src-backend/validation/worker.ts'),
  program('transfer-reader', 'src-main/transfer/reading/reader-main.ts'),
  program('token-host', 'native/token-host/main.ts'),
  program('pcsc-watch', 'native/pcsc/main.ts'),
  program('soft-token', 'native/provisioning/soft-token-main.ts'),
  program('bare-loop', 'native/token-host/bare-loop-main.ts'),
  // Node 20 is what the test runtime's Electron 33 has; Electron 45 has 24.
  { ...program('electron/main', 'src-main/shells/electron/main.ts'), target: 'node20' },
  preload('preload'),
  preload('pin-preload'),
  { ...preload('before-ready'), target: 'node20' },
];

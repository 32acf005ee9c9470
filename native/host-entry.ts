import { fileURLToPath } from 'node:url';

/** The programs of this room that run as child processes, by their file in the source and in the bundle. */
const entries = {
  'token-host': { source: './token-host/main.ts', bundle: './token-host.js' },
  'pcsc-watch': { source: './pcsc/main.ts', bundle: './pcsc-watch.js' },
  'soft-token': { source: './provisioning/soft-token-main.ts', bundle: './soft-token.js' },
  'bare-loop': { source: './token-host/bare-loop-main.ts', bundle: './bare-loop.js' },
} as const;

export type HostEntry = keyof typeof entries;

/**
 * Path of a child's program. From source this file sits in `native/` and Node strips the types of the entry; in the
 * esbuild output the entry is a `.js` file beside the bundle that this file was folded into.
 */
export function hostEntry(name: HostEntry, here: string = import.meta.url): string {
  const entry = entries[name];
  return fileURLToPath(new URL(here.endsWith('.ts') ? entry.source : entry.bundle, here));
}

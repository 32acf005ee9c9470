/** What of a trace is shown, and how much of each kind there is. */
import type { Trace, TraceRow } from '#shared/contract/trace.ts';

/** A call this long (ms) is felt as a wait. */
export const slowFrom = 500;

export const traceKinds = ['all', 'errors', 'slow', 'hung'] as const;
export type TraceKind = (typeof traceKinds)[number];

export interface TraceFilter {
  readonly kind: TraceKind;
  /** Path of a module; empty: every one. */
  readonly module: string;
  /** Part of the name of a call or of its answer, in any case. */
  readonly words: string;
}

/** The module has not come back from it, and may never. */
export const isHung = (row: TraceRow): boolean => row.ckr === undefined && row.milliseconds === undefined;
export const isError = (row: TraceRow): boolean =>
  row.ended === true || (row.ckr !== undefined && row.ckr !== 'CKR_OK');
export const isSlow = (row: TraceRow): boolean => (row.milliseconds ?? 0) >= slowFrom;

const fits: Readonly<Record<TraceKind, (row: TraceRow) => boolean>> = {
  all: () => true,
  errors: isError,
  slow: isSlow,
  hung: isHung,
};

export function filterRows(
  rows: readonly TraceRow[],
  { kind, module, words }: TraceFilter,
): readonly TraceRow[] {
  const asked = words.trim().toLowerCase();
  return rows.filter(
    (row) =>
      (module === '' || row.module === module) &&
      fits[kind](row) &&
      `${row.call} ${row.ckr ?? ''}`.toLowerCase().includes(asked),
  );
}

export function countRows(rows: readonly TraceRow[]): {
  readonly calls: number;
  readonly errors: number;
  readonly slow: number;
  readonly hung: number;
} {
  const count = (kind: TraceKind) => rows.filter(fits[kind]).length;
  return { calls: rows.length, errors: count('errors'), slow: count('slow'), hung: count('hung') };
}

/** Paths of the modules that were called, each once, in order of their first call. */
export function modulesOf(rows: readonly TraceRow[]): readonly string[] {
  return [...new Set(rows.map(({ module }) => module))];
}

/** File name of a module: `/usr/lib/softhsm/libsofthsm2.so` → `libsofthsm2.so`. */
export function fileNameOf(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}

/** Length of the bar of a call, 0 to 1: 1 ms, 10 ms, 100 ms … are equal steps, 10 s and more fill it. */
export function barOf(row: TraceRow): number {
  if (isHung(row)) return 1;
  return Math.min(1, Math.log10(1 + (row.milliseconds ?? 0)) / 4);
}

/** `slot 0 · mechanism CKM_RSA_PKCS`, the facts of a call in one line. */
export function factsOf({ facts }: TraceRow): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(' · ');
}

/** The same row in every reading of the trace. */
export function rowKey({ pid, sequence, at }: TraceRow): string {
  return `${pid}:${sequence}:${at}`;
}

/** The whole trace for a program: rows as they were told, and what they belong to. */
export function traceJson({ rows, dropped }: Trace, version: string, at: Date): string {
  return `${JSON.stringify({ program: `DVCTT Desktop ${version}`, exportedAt: at.toISOString(), dropped, rows }, null, 2)}\n`;
}

/** The whole trace for a person with a text editor: one call a line, in columns. */
export function traceText({ rows, dropped }: Trace, version: string, at: Date): string {
  const head = [
    `DVCTT Desktop ${version} · PKCS#11 trace · ${at.toISOString()}`,
    `${rows.length} calls, ${dropped} older ones dropped; no PINs, keys, data or certificates are recorded`,
    ...modulesOf(rows).map((path, index) => `[${index + 1}] ${path}`),
    '',
  ];
  const modules = new Map(modulesOf(rows).map((path, index) => [path, index + 1]));
  const lines = rows.map((row) => {
    const took = row.milliseconds === undefined ? '-' : row.milliseconds.toFixed(1);
    const answer = row.ckr ?? (row.ended === true ? 'NO ANSWER, PROCESS ENDED' : 'NO ANSWER YET');
    return [
      row.at,
      `[${modules.get(row.module) ?? '?'}]`,
      String(row.pid).padStart(7),
      `#${row.sequence}`.padEnd(7),
      row.call.padEnd(24),
      `${took} ms`.padStart(13),
      answer.padEnd(28),
      factsOf(row),
    ]
      .join(' ')
      .trimEnd();
  });
  return `${[...head, ...lines].join('\n')}\n`;
}

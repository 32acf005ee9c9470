import { randomUUID } from 'node:crypto';
import { DvcttError } from '#shared/contract/errors.ts';
import type { Workspace } from '../../session/workspace.ts';
import type { PreviewedRow } from './preview.ts';

/** How long a preview is kept (ms), and how many a person has at once: the oldest goes first. */
const keptFor = 60 * 60_000;
const mostKept = 4;

interface Kept {
  readonly rows: readonly PreviewedRow[];
  readonly until: number;
}

/** Previews in memory, each of the person who made it; they go with the person. */
export class Imports {
  readonly #now: () => Date;
  readonly #kept = new WeakMap<Workspace, Map<string, Kept>>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Answers the import's id. */
  keep(workspace: Workspace, rows: readonly PreviewedRow[]): string {
    const kept = this.#of(workspace);
    for (const id of [...kept.keys()].slice(0, Math.max(0, kept.size + 1 - mostKept))) kept.delete(id);
    const id = randomUUID();
    kept.set(id, { rows, until: this.#now().getTime() + keptFor });
    return id;
  }

  /** @throws DvcttError IMPORT_EXPIRED */
  rowsOf(workspace: Workspace, id: string): readonly PreviewedRow[] {
    const kept = this.#of(workspace).get(id);
    if (kept === undefined) throw new DvcttError('IMPORT_EXPIRED');
    return kept.rows;
  }

  discard(workspace: Workspace, id: string): void {
    this.#of(workspace).delete(id);
  }

  #of(workspace: Workspace): Map<string, Kept> {
    const kept = this.#kept.get(workspace) ?? new Map<string, Kept>();
    this.#kept.set(workspace, kept);
    const now = this.#now().getTime();
    for (const [id, { until }] of kept) if (until < now) kept.delete(id);
    return kept;
  }
}

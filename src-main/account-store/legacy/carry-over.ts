import Database from 'better-sqlite3-multiple-ciphers';
import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  dossierCodeSchema,
  dossierContentSchema,
  type DossierContent,
} from '#shared/domain/dossiers/dossier.ts';
import { sha256, type BlobStore } from '../../blobs/blob-store.ts';
import { diskFailure } from '../disk-failure.ts';
import type { DraftDesk } from '../drafts/draft-desk.ts';
import type { StoreParts } from '../store-parts.ts';

const rowSchema = z.object({
  code: dossierCodeSchema,
  unit_code: z.string(),
  owner: z.string(),
  owner_name: z.string(),
  version: z.number().int().positive(),
  base_version: z.number().int().nonnegative(),
  content: z
    .string()
    .transform((json): unknown => JSON.parse(json))
    .pipe(dossierContentSchema),
  created_at: z.string(),
  updated_at: z.string(),
  deleted_at: z.string().nullable(),
  forwarded_at: z.string().nullable(),
});
type LegacyDraft = z.infer<typeof rowSchema>;

/**
 * Version 0.1 kept everybody's drafts in one readable file. A person's own of a unit are carried into their encrypted
 * store of it in one transaction, and only then wiped from that file; a cut in between does it again, and what is here
 * already stays.
 */
export function carryLegacyOver(options: {
  readonly dataFolder: string;
  readonly username: string;
  readonly unitCode: string;
  readonly parts: StoreParts;
  readonly desk: DraftDesk;
  readonly blobs: BlobStore;
}): void {
  const { dataFolder, username, unitCode, parts, desk, blobs } = options;
  const file = join(dataFolder, 'drafts.sqlite');
  if (!existsSync(file)) return;
  try {
    const legacy = new Database(file, { timeout: 500 });
    let left: readonly LegacyDraft[];
    try {
      const own = draftsIn(legacy).filter(
        (draft) => draft.owner === username && draft.unit_code === unitCode,
      );
      parts.database.write(() => {
        for (const draft of own) carry(parts, desk, draft);
      });
      for (const { content } of own) copyBlobs(join(dataFolder, 'blobs'), content, blobs);
      removeFrom(legacy, own);
      left = draftsIn(legacy);
    } finally {
      legacy.close();
    }
    removeBlobs(join(dataFolder, 'blobs'), left);
    if (left.length === 0) for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
  } catch (cause) {
    throw diskFailure(dataFolder, cause);
  }
}

function draftsIn(legacy: Database.Database): readonly LegacyDraft[] {
  return legacy
    .prepare('SELECT * FROM drafts')
    .all()
    .map((row) => rowSchema.parse(row));
}

function carry(parts: StoreParts, desk: DraftDesk, draft: LegacyDraft): void {
  if (parts.drafts.get(draft.code) !== undefined) return;
  const state = draft.forwarded_at !== null ? 'forwarded' : draft.deleted_at !== null ? 'deleted' : 'open';
  const row = desk.add(
    {
      code: draft.code,
      unit_code: draft.unit_code,
      owner: draft.owner,
      owner_name: draft.owner_name,
      version: draft.version,
      sent_version: 0,
      state,
      dossier_version: draft.base_version,
      server_version: 0,
      server_sequence: 0,
      server_state: state === 'forwarded' ? 'forwarded' : 'none',
      created_at: draft.created_at,
      updated_at: draft.updated_at,
      changed_by: null,
    },
    { content: draft.content, cause: 'edit', by: draft.owner_name, at: draft.updated_at, step: false },
  );
  desk.queue(row, 'edit');
  desk.enlist(row.code);
}

function copyBlobs(folder: string, content: DossierContent, blobs: BlobStore): void {
  for (const { sha256: digest } of content.attachments) {
    const file = join(folder, digest);
    if (!existsSync(file)) continue;
    const bytes = new Uint8Array(readFileSync(file));
    // An altered file stays behind; the draft then says that its attachment is missing.
    if (sha256(bytes) === digest) blobs.putNow(digest, bytes);
  }
}

/** Overwritten and given back to the disk: the old file was readable by whoever had the disk. */
function removeFrom(legacy: Database.Database, drafts: readonly LegacyDraft[]): void {
  if (drafts.length === 0) return;
  legacy.pragma('secure_delete = ON');
  const remove = legacy.prepare('DELETE FROM drafts WHERE code = ?');
  legacy.transaction(() => {
    for (const { code } of drafts) remove.run(code);
  })();
  legacy.exec('VACUUM');
  legacy.pragma('wal_checkpoint(TRUNCATE)');
}

function removeBlobs(folder: string, left: readonly LegacyDraft[]): void {
  if (!existsSync(folder)) return;
  const cited = new Set(left.flatMap(({ content }) => content.attachments.map((file) => file.sha256)));
  const names = readdirSync(folder);
  const stay = names.filter((name) => cited.has(name));
  for (const name of names) if (!cited.has(name)) rmSync(join(folder, name), { force: true });
  if (stay.length === 0) rmdirSync(folder);
}

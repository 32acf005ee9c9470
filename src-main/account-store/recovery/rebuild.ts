import { z } from 'zod';
import { mutationSchema, type Mutation } from '#shared/contract/sync/http.ts';
import { dossierCodeSchema, type DossierCode, type DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { DraftDesk } from '../drafts/draft-desk.ts';
import { emptyContent, storedContent, type DraftRow } from '../drafts/draft-row.ts';
import { isAside } from '../drafts/version-table.ts';
import type { OutboxRow } from '../outbox/outbox-table.ts';
import type { Query } from '../store-database.ts';
import type { StoreParts } from '../store-parts.ts';

const drafts: Query<DraftRow> = { sql: 'SELECT * FROM drafts' };
const versionKeys: Query<{ readonly id: number; readonly code: DossierCode }> = {
  sql: 'SELECT id, code FROM versions',
};
const codes: Query<{ readonly code: string }> = {
  sql: 'SELECT code FROM dossiers UNION SELECT code FROM drafts UNION SELECT code FROM versions ORDER BY code',
};

/** Makes anew what is derived from the rows that could be read. To be called inside a `write`. */
export function rebuild(parts: StoreParts, lostBases: boolean): void {
  const desk = new DraftDesk(parts);
  if (parts.profile.read() !== undefined) {
    for (const row of parts.outbox.all()) reviveDraft(parts, desk, row);
  }
  for (const row of parts.outbox.all())
    if (parts.drafts.get(row.code) === undefined) parts.outbox.drop(row.sequence);
  if (lostBases) replaceBases(parts);
  for (const row of parts.database.all(drafts)) queueAgain(parts, desk, row);
  cite(parts);
  for (const { code } of parts.database.all(codes)) {
    const parsed = dossierCodeSchema.safeParse(code);
    if (parsed.success) desk.enlist(parsed.data);
  }
}

/** A change whose draft could not be read still holds, or names by its versions, what the person wrote. */
function reviveDraft(parts: StoreParts, desk: DraftDesk, row: OutboxRow): void {
  if (parts.drafts.get(row.code) !== undefined) return;
  const sent = readMutation(row);
  const [newest] = parts.versions.list(row.code).filter(({ cause }) => !isAside(cause));
  const written = newest === undefined ? undefined : parts.versions.get(row.code, newest.id)?.content;
  const content: DossierContent | undefined = written ?? (sent?.kind === 'save' ? sent.content : undefined);
  if (content === undefined) return;
  const { username, name, unitCode } = parts.person();
  const base = sent?.baseVersion ?? 0;
  const revived = desk.add(
    {
      code: row.code,
      unit_code: unitCode,
      owner: username,
      owner_name: name,
      version: (newest?.version ?? 0) + 1,
      sent_version: 0,
      state: row.kind === 'delete' ? 'deleted' : 'open',
      dossier_version: sent?.kind === 'save' ? sent.dossierVersion : 0,
      server_version: base,
      server_sequence: 0,
      server_state: base > 0 ? 'open' : 'none',
      created_at: row.at,
      updated_at: row.at,
      changed_by: null,
    },
    { content, cause: 'recovered', by: name, at: parts.at(), step: false },
  );
  if (base > 0) parts.drafts.putBase(revived.code, emptyContent);
  // Whoever began it: what the server has under this code is met and merged, and not taken for a stranger's.
  if (row.mutation_id === null) parts.outbox.wait(row.code, row.kind, 'recovered', row.at);
}

function readMutation(row: OutboxRow): Mutation | undefined {
  if (row.mutation === null) return undefined;
  const parsed = z
    .string()
    .transform((json): unknown => JSON.parse(json))
    .pipe(mutationSchema)
    .safeParse(row.mutation);
  return parsed.success ? parsed.data : undefined;
}

/** Without its base a changed draft would pass for what the server has; an older base only asks the person more. */
function replaceBases(parts: StoreParts): void {
  const has: Query<{ readonly id: number }> = { sql: 'SELECT id FROM bases WHERE code = ?' };
  for (const row of parts.database.all(drafts)) {
    const { code } = row;
    const isChanged = row.version > row.sent_version || parts.outbox.waiting(code) !== undefined;
    if (!isChanged || row.server_version === 0 || parts.database.get(has, code) !== undefined) continue;
    const known = parts.versions.contentAtServer(code, Number.MAX_SAFE_INTEGER);
    parts.drafts.putBase(code, known ?? emptyContent);
  }
}

/** A change whose place in the queue could not be read is still told by its draft. */
function queueAgain(parts: StoreParts, desk: DraftDesk, row: DraftRow): void {
  if (!desk.isUnsent(row.code) && row.state !== 'forwarded') desk.queue(row, 'recovered');
}

function cite(parts: StoreParts): void {
  const { references, outbox, conflicts, versions, dossiers } = parts;
  for (const row of parts.database.all(drafts)) {
    references.set(`draft:${row.code}`, storedContent(row.content));
    const theirs = conflicts.theirs(row.code);
    if (theirs !== undefined) references.set(`conflict:${row.code}`, theirs.content);
  }
  for (const row of outbox.all()) {
    const sent = readMutation(row);
    if (sent?.kind === 'save') references.set(`outbox:${row.sequence}`, sent.content);
  }
  for (const { id, code } of parts.database.all(versionKeys)) {
    const version = versions.get(code, id);
    if (version !== undefined) references.set(`version:${id}`, version.content);
  }
  const dossierCodes: Query<{ readonly code: DossierCode }> = { sql: 'SELECT code FROM dossiers' };
  for (const { code } of parts.database.all(dossierCodes)) {
    const kept = dossiers.get(code);
    if (kept !== undefined) references.set(`dossier:${code}`, kept.dossier.content);
  }
}

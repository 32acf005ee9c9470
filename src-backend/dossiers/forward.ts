import type { Transaction } from 'kysely';
import type { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import type { forwardRequestSchema, ServerDossier } from '#shared/contract/http.ts';
import { contentTotal } from '#shared/domain/dossiers/total.ts';
import { act } from '#shared/domain/dossiers/status.ts';
import type { Person } from '../accounts/person.ts';
import { appendAudit } from '../audit/audit.ts';
import { readUnit } from '../units/unit.ts';
import type { DossierRow, Tables } from '../store/tables.ts';
import { refuseWrongContent } from './content-rules.ts';
import type { Desk } from './desk.ts';
import { closeDraft, refuseWrongDraft } from '../sync/close-draft.ts';
import { takeSequences } from '../sync/sequence.ts';
import { blobsOf } from '../sync/mutation.ts';
import { findDossier } from './find.ts';
import { inSlices } from './in-slices.ts';
import { refuseWrongDocuments } from './document-rules.ts';
import { appendLog, heldFrom } from './move.ts';
import { once } from './once.ts';
import { dropUnreferenced, forgetStaged, requireStillHere } from './staging.ts';
import { viewDossier } from './view.ts';

export type ForwardRequest = z.output<typeof forwardRequestSchema>;

/**
 * The accountant hands a dossier to the chief accountant: a new one, or a new version of a returned one, on which no
 * signature counts. Every rule is checked here again, whatever the client has checked.
 */
export async function forwardDossier(
  desk: Desk,
  person: Person,
  code: string,
  request: ForwardRequest,
): Promise<ServerDossier> {
  const unitCode = person.unit_code;
  if (unitCode === null || !code.startsWith(unitCode)) throw new DvcttError('DOSSIER_NOT_FOUND', { code });
  const forgotten: string[] = [];
  const forwarded = await once(desk, { person, action: 'forward', code, body: request }, async () => {
    refuseWrongMoment(await findDossier(desk.store, code), person, request.baseVersion);
    await refuseWrongDraft(desk.store, person, code, request.draftVersion);
    const unit = await readUnit(desk.store, unitCode);
    refuseWrongContent(request.content, unit, desk.now());
    await refuseWrongDocuments(desk, person, code, request);
    return async (change) => {
      const before = await findDossier(change, code);
      refuseWrongMoment(before, person, request.baseVersion);
      await refuseWrongDraft(change, person, code, request.draftVersion);
      await requireStillHere(change, request.documents);
      const row = await writeVersion(desk, change, {
        before,
        code,
        person,
        request,
        unitCode,
        treasuryCode: unit.treasuryCode,
      });
      forgotten.push(...(await forgetStaged(change, code)));
      return viewDossier(change, row);
    };
  });
  await dropUnreferenced(desk, forgotten);
  return forwarded;
}

/** @throws DvcttError DOSSIER_STATE, DOSSIER_CONFLICT, ROLE_FORBIDDEN (a returned dossier goes on with its author). */
function refuseWrongMoment(row: DossierRow | undefined, person: Person, baseVersion: number): void {
  act(person.role, row?.status ?? 'DANG_SOAN', 'forward');
  if (row !== undefined && row.created_by !== person.username) {
    throw new DvcttError('ROLE_FORBIDDEN', { createdBy: row.created_by });
  }
  const current = row?.version ?? 0;
  if (current !== baseVersion) throw new DvcttError('DOSSIER_CONFLICT', { current, given: baseVersion });
}

async function writeVersion(
  desk: Desk,
  change: Transaction<Tables>,
  step: {
    readonly before: DossierRow | undefined;
    readonly code: string;
    readonly person: Person;
    readonly request: ForwardRequest;
    readonly unitCode: string;
    readonly treasuryCode: string;
  },
): Promise<DossierRow> {
  const { before, code, person, request } = step;
  const at = desk.now();
  const status = act(person.role, before?.status ?? 'DANG_SOAN', 'forward');
  const row: DossierRow = {
    code,
    unit_code: step.unitCode,
    treasury_code: step.treasuryCode,
    version: (before?.version ?? 0) + 1,
    status,
    held_since: heldFrom(before, status, at),
    asked_version: before?.asked_version ?? null,
    content: JSON.stringify(request.content),
    title: request.content.title,
    voucher_count: request.content.vouchers.length,
    total: contentTotal(request.content),
    created_by: person.username,
    forwarded_at: at.toISOString(),
    updated_at: at.toISOString(),
    note: '',
    sequence: await takeSequences(change, 1),
  };
  await change
    .insertInto('dossiers')
    .values(row)
    .onConflict((conflict) => conflict.column('code').doUpdateSet(row))
    .execute();
  const key = { dossier_code: code, version: row.version };
  await change
    .insertInto('dossier_versions')
    .values({ ...key, at: row.updated_at, by: person.username, content: row.content })
    .execute();
  await writeDocuments(change, key, row, request.documents);
  await appendLog(change, row, person);
  await closeDraft(change, { code, person, content: row.content, blobs: blobsOf(request.content), at });
  await appendAudit(change, {
    at,
    actor: person.username,
    action: 'dossier.forward',
    subject: code,
    details: {
      version: row.version,
      documents: request.documents.map((document) => document.sha256).join(' '),
    },
  });
  return row;
}

/** The frozen documents of a version and their first, unsigned revisions. */
async function writeDocuments(
  change: Transaction<Tables>,
  key: { readonly dossier_code: string; readonly version: number },
  { created_by: username, updated_at: at }: DossierRow,
  documents: ForwardRequest['documents'],
): Promise<void> {
  for (const some of inSlices([...documents.entries()])) {
    await change
      .insertInto('documents')
      .values(
        some.map(([position, { id, kind, name, mediaType }]) => ({
          ...key,
          id,
          position,
          kind,
          name,
          media_type: mediaType,
        })),
      )
      .execute();
    await change
      .insertInto('revisions')
      .values(
        some.map(([, { id, sha256, size }]) => ({
          ...key,
          document_id: id,
          number: 0,
          sha256,
          size,
          step: null,
          username,
          certificate_thumbprint: null,
          at,
        })),
      )
      .execute();
  }
}

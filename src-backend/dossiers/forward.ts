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
import { refuseWrongDocuments } from './document-rules.ts';
import { appendLog } from './move.ts';
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
  const row: DossierRow = {
    code,
    unit_code: step.unitCode,
    treasury_code: step.treasuryCode,
    version: (before?.version ?? 0) + 1,
    status: act(person.role, before?.status ?? 'DANG_SOAN', 'forward'),
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
  for (const [position, document] of request.documents.entries()) {
    const key = { dossier_code: code, version: row.version };
    await change
      .insertInto('documents')
      .values({
        ...key,
        id: document.id,
        position,
        kind: document.kind,
        name: document.name,
        media_type: document.mediaType,
      })
      .execute();
    await change
      .insertInto('revisions')
      .values({
        ...key,
        document_id: document.id,
        number: 0,
        sha256: document.sha256,
        size: document.size,
        step: null,
        username: person.username,
        certificate_thumbprint: null,
        at: row.updated_at,
      })
      .execute();
  }
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

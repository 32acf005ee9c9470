import type { Kysely } from 'kysely';
import {
  serverDossierSchema,
  type ServerDossier,
  type serverDossierListSchema,
} from '#shared/contract/http.ts';
import {
  dossierCodeSchema,
  dossierContentSchema,
  type DossierContent,
} from '#shared/domain/dossiers/dossier.ts';
import type { z } from 'zod';
import type { Person } from '../accounts/person.ts';
import type { Store } from '../store/open.ts';
import type { DossierRow, Tables } from '../store/tables.ts';
import { sentStates } from './find.ts';
import { revisedDocuments } from './revisions.ts';

type Summary = z.output<typeof serverDossierListSchema>['dossiers'][number];

export function contentOf(row: DossierRow): DossierContent {
  return dossierContentSchema.parse(JSON.parse(row.content));
}

/** A dossier as it goes over the wire. */
export async function viewDossier(db: Kysely<Tables>, row: DossierRow): Promise<ServerDossier> {
  const log = await db
    .selectFrom('status_log')
    .select(['status', 'note', 'at', 'by'])
    .where('dossier_code', '=', row.code)
    .orderBy('position')
    .execute();
  return serverDossierSchema.parse({
    code: row.code,
    unitCode: row.unit_code,
    version: row.version,
    status: row.status,
    content: contentOf(row),
    documents: await viewDocuments(db, row),
    log,
    createdBy: row.created_by,
    updatedAt: row.updated_at,
    note: row.note,
  });
}

/** The documents of one version, with their newest revisions. */
export async function viewDocuments(
  db: Kysely<Tables>,
  version: Pick<DossierRow, 'code' | 'version'>,
): Promise<ServerDossier['documents']> {
  const documents = await revisedDocuments(db, version);
  return documents.map(({ original, newest, revisions, ...document }) => ({
    id: document.id,
    kind: document.kind,
    name: document.name,
    mediaType: document.media_type,
    originalSha256: original.sha256,
    originalSize: original.size,
    sha256: newest.sha256,
    size: newest.size,
    signedBy: revisions.flatMap((revision) => (revision.step === null ? [] : [revision.step])),
  }));
}

/** The dossiers of a member's unit, or those sent to an officer's treasury; newest change first. */
export async function listDossiers(store: Store, person: Person): Promise<readonly Summary[]> {
  // Without the contents: a unit has thousands of dossiers.
  const all = store
    .selectFrom('dossiers')
    .select(summaryColumns)
    .orderBy('updated_at', 'desc')
    .orderBy('code', 'desc');
  const own =
    person.role === 'KBNN'
      ? all.where('treasury_code', '=', person.treasury_code).where('status', 'in', [...sentStates])
      : all.where('unit_code', '=', person.unit_code ?? '');
  return (await own.execute()).map(summaryOf);
}

const summaryColumns = [
  'code',
  'unit_code',
  'version',
  'status',
  'created_by',
  'updated_at',
  'note',
  'title',
  'voucher_count',
  'total',
  'held_since',
] as const;

function summaryOf(row: Pick<DossierRow, (typeof summaryColumns)[number]>): Summary {
  return {
    code: dossierCodeSchema.parse(row.code),
    unitCode: row.unit_code,
    version: row.version,
    status: row.status,
    createdBy: row.created_by,
    updatedAt: row.updated_at,
    note: row.note,
    title: row.title,
    voucherCount: row.voucher_count,
    total: row.total,
    ...(row.held_since === null ? {} : { heldSince: row.held_since }),
  };
}

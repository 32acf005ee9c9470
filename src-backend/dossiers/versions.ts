import type { Kysely } from 'kysely';
import { DvcttError } from '#shared/contract/errors.ts';
import type { ForwardedVersion } from '#shared/contract/http.ts';
import {
  dossierCodeSchema,
  dossierContentSchema,
  type DossierContent,
} from '#shared/domain/dossiers/dossier.ts';
import type { Person } from '../accounts/person.ts';
import type { DossierRow, Tables } from '../store/tables.ts';
import { requireDossier } from './find.ts';
import { viewDocuments } from './view.ts';

/** The version that the Treasury had when it asked for a supplement; undefined when it did not. */
export async function contentWhenAsked(
  db: Kysely<Tables>,
  code: string,
): Promise<{ readonly version: number; readonly content: DossierContent } | undefined> {
  const found = await db
    .selectFrom('dossiers')
    .innerJoin('dossier_versions', (join) =>
      join
        .onRef('dossier_versions.dossier_code', '=', 'dossiers.code')
        .onRef('dossier_versions.version', '=', 'dossiers.asked_version'),
    )
    .select(['dossier_versions.version', 'dossier_versions.content'])
    .where('dossiers.code', '=', code)
    .executeTakeFirst();
  return found === undefined ? undefined : { version: found.version, content: parsed(found.content) };
}

/**
 * A version that was forwarded, with its documents and whatever signatures it had.
 * @throws DvcttError DOSSIER_NOT_FOUND when there is none, or it is not this person's to see
 */
export async function readVersion(
  db: Kysely<Tables>,
  person: Person,
  code: string,
  version: number,
): Promise<ForwardedVersion> {
  requireSeen(person, await requireDossier(db, person, code), version);
  const found = await db
    .selectFrom('dossier_versions')
    .select('content')
    .where('dossier_code', '=', code)
    .where('version', '=', version)
    .executeTakeFirst();
  if (found === undefined) throw new DvcttError('DOSSIER_NOT_FOUND', { code, version });
  return {
    code: dossierCodeSchema.parse(code),
    version,
    content: parsed(found.content),
    documents: await viewDocuments(db, { code, version }),
  };
}

/**
 * A version that never left the unit is its own affair: an officer sees what stands and what they asked a supplement to.
 * @throws DvcttError DOSSIER_NOT_FOUND
 */
export function requireSeen(person: Person, row: DossierRow, version: number): void {
  const sent = version === row.version || version === row.asked_version;
  if (person.role === 'KBNN' && !sent) throw new DvcttError('DOSSIER_NOT_FOUND', { code: row.code, version });
}

/** Parsed when it was forwarded, and again: a schema may have grown since. */
function parsed(json: string): DossierContent {
  return dossierContentSchema.parse(JSON.parse(json));
}

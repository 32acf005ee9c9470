import type { Kysely } from 'kysely';
import { DvcttError } from '#shared/contract/errors.ts';
import { dossierContentSchema, type DossierContent } from '#shared/domain/dossiers/dossier.ts';
import type { Tables } from '../store/tables.ts';

export interface ForwardedVersion {
  readonly version: number;
  readonly content: DossierContent;
}

/** The version that the Treasury had when it asked for a supplement; undefined when it did not. */
export async function contentWhenAsked(
  db: Kysely<Tables>,
  code: string,
): Promise<ForwardedVersion | undefined> {
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

/** A content as it was forwarded. @throws DvcttError DOSSIER_NOT_FOUND when there is no such version */
export async function forwardedContent(
  db: Kysely<Tables>,
  code: string,
  version: number,
): Promise<DossierContent> {
  const found = await db
    .selectFrom('dossier_versions')
    .select('content')
    .where('dossier_code', '=', code)
    .where('version', '=', version)
    .executeTakeFirst();
  if (found === undefined) throw new DvcttError('DOSSIER_NOT_FOUND', { code, version });
  return parsed(found.content);
}

/** Parsed when it was forwarded, and again: a schema may have grown since. */
function parsed(json: string): DossierContent {
  return dossierContentSchema.parse(JSON.parse(json));
}

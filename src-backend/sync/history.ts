import type { z } from 'zod';
import { DvcttError } from '#shared/contract/errors.ts';
import type { draftVersionListSchema } from '#shared/contract/sync/http.ts';
import type { Person } from '../accounts/person.ts';
import type { Store } from '../store/open.ts';
import { withContent } from './wire.ts';

/** Every kept version of a draft, newest first. @throws DvcttError DOSSIER_NOT_FOUND, also for another unit's */
export async function draftVersions(
  store: Store,
  person: Person,
  code: string,
): Promise<z.output<typeof draftVersionListSchema>> {
  const rows = await versionsOf(store, person, code)
    .select([
      'draft_versions.version',
      'draft_versions.at',
      'draft_versions.by',
      'draft_versions.cause',
      'people.name as byName',
    ])
    .orderBy('draft_versions.version', 'desc')
    .execute();
  // A draft has a version from its first moment.
  if (rows.length === 0) throw new DvcttError('DOSSIER_NOT_FOUND', { code });
  return { versions: rows };
}

/** One of them with its content, as the JSON of `serverDraftVersionSchema`. @throws DvcttError DOSSIER_NOT_FOUND */
export async function draftVersion(
  store: Store,
  person: Person,
  code: string,
  version: number,
): Promise<string> {
  const row = await versionsOf(store, person, code)
    .select([
      'draft_versions.version',
      'draft_versions.at',
      'draft_versions.by',
      'draft_versions.cause',
      'people.name as byName',
      'draft_versions.content',
    ])
    .where('draft_versions.version', '=', version)
    .executeTakeFirst();
  if (row === undefined) throw new DvcttError('DOSSIER_NOT_FOUND', { code, version });
  const { content, ...head } = row;
  return withContent(head, content);
}

function versionsOf(store: Store, person: Person, code: string) {
  return store
    .selectFrom('draft_versions')
    .innerJoin('drafts', 'drafts.code', 'draft_versions.draft_code')
    .innerJoin('people', 'people.username', 'draft_versions.by')
    .where('draft_versions.draft_code', '=', code)
    .where('drafts.unit_code', '=', person.unit_code ?? '');
}

import type { KeptRegistration } from '../account-store.ts';
import type { SqlValue } from '../store-database.ts';

/** A row of the table `registrations`. */
export interface RegistrationRow {
  readonly id: string;
  readonly code: string | null;
  readonly access: KeptRegistration['access'];
  readonly member_id: string | null;
  readonly secret: string | null;
  readonly revision: number;
  readonly content: string;
  readonly before: string | null;
  readonly copied_from: string | null;
  readonly base_version: number;
  readonly state: KeptRegistration['state'];
  readonly request: string | null;
  readonly failure: string | null;
  readonly saved_at: string | null;
  readonly server: string | null;
  readonly as_of: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

export const columns = [
  'id',
  'code',
  'kind',
  'access',
  'member_id',
  'secret',
  'revision',
  'content',
  'before',
  'copied_from',
  'base_version',
  'state',
  'request',
  'failure',
  'saved_at',
  'server',
  'as_of',
  'created_at',
  'updated_at',
] as const;

/** JSON columns hold what this program wrote, in a file that nobody else can write unnoticed. */
export function keptOf(row: RegistrationRow): KeptRegistration {
  const read = (json: string | null): unknown => (json === null ? undefined : JSON.parse(json));
  return {
    id: row.id,
    code: (row.code ?? undefined) as KeptRegistration['code'],
    access: row.access,
    memberId: row.member_id ?? undefined,
    secret: row.secret ?? undefined,
    revision: row.revision,
    content: JSON.parse(row.content) as KeptRegistration['content'],
    before: read(row.before) as KeptRegistration['before'],
    copiedFrom: (row.copied_from ?? undefined) as KeptRegistration['copiedFrom'],
    baseVersion: row.base_version,
    state: row.state,
    request: read(row.request) as KeptRegistration['request'],
    failure: read(row.failure) as KeptRegistration['failure'],
    savedAt: row.saved_at ?? undefined,
    server: read(row.server) as KeptRegistration['server'],
    asOf: row.as_of ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** In the order of `columns`. */
export function valuesOf(kept: KeptRegistration): SqlValue[] {
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  return [
    kept.id,
    kept.code ?? null,
    kept.content.kind,
    kept.access,
    kept.memberId ?? null,
    kept.secret ?? null,
    kept.revision,
    JSON.stringify(kept.content),
    json(kept.before),
    kept.copiedFrom ?? null,
    kept.baseVersion,
    kept.state,
    json(kept.request),
    json(kept.failure),
    kept.savedAt ?? null,
    json(kept.server),
    kept.asOf ?? null,
    kept.createdAt,
    kept.updatedAt,
  ];
}

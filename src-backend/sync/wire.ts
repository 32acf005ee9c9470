import type { DossierRow, DraftRow } from '../store/tables.ts';

/** Names of people by user name. */
export type Names = ReadonlyMap<string, string>;

/**
 * A draft as `serverDraftSchema` has it, as JSON. The content was parsed when it came in and is put in as it was
 * stored: parsing and writing thousands of them again would take seconds.
 */
export function draftJson(row: DraftRow, names: Names): string {
  const head = {
    code: row.code,
    unitCode: row.unit_code,
    version: row.version,
    dossierVersion: row.dossier_version,
    state: row.state,
    createdBy: row.created_by,
    createdByName: names.get(row.created_by) ?? row.created_by,
    createdAt: row.created_at,
    updatedBy: row.updated_by,
    updatedByName: names.get(row.updated_by) ?? row.updated_by,
    updatedAt: row.updated_at,
    sequence: row.sequence,
  };
  return withContent(head, row.content);
}

/** The parts of `serverDossierSchema` that stand in other tables. */
export interface DossierParts {
  readonly documents: readonly unknown[];
  readonly log: readonly unknown[];
}

/** A dossier as `serverDossierSchema` has it, as JSON. */
export function dossierJson(row: DossierRow, { documents, log }: DossierParts): string {
  const head = {
    code: row.code,
    unitCode: row.unit_code,
    version: row.version,
    status: row.status,
    documents,
    log,
    createdBy: row.created_by,
    updatedAt: row.updated_at,
    note: row.note,
  };
  return withContent(head, row.content);
}

/** `head` with one more field, whose JSON is ready. */
export function withContent(head: object, content: string): string {
  return `${JSON.stringify(head).slice(0, -1)},"content":${content}}`;
}

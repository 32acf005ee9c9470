/** Files to import, their preview, what of it is ticked, and what was made of it; no screen, no core. */
import type { Failure } from '#shared/contract/errors.ts';
import type { ImportPreview, ImportRow } from '#shared/contract/transfer.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { sumDong, type Dong } from '#shared/domain/money/dong.ts';
import { isList } from '#shared/domain/vouchers/total.ts';

/** A chosen file; its bytes are taken at once: what Excel writes to it later is another file. */
export interface ImportFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly base64: string;
}

/** Drafts that were made in one go. */
export interface Taken {
  readonly codes: readonly DossierCode[];
  /** Those of them with a voucher to be mended. */
  readonly toFix: readonly DossierCode[];
  readonly taken: number;
  /** They are being deleted again, so many already. */
  readonly undone?: number;
  /** Why some of them could not be deleted. */
  readonly undoFailure?: Failure;
}

export interface ImportDesk {
  readonly files: readonly ImportFile[];
  /** Number of the reading that is under way, or of the last one: an answer to another is thrown away. */
  readonly turn: number;
  readonly reading: boolean;
  /** Why nothing could be read. */
  readonly failure: Failure | undefined;
  readonly preview: ImportPreview | undefined;
  readonly withToFix: boolean;
  /** Ticked or unticked by hand, by `rowKey`: outlives a reading anew. */
  readonly ticks: ReadonlyMap<string, boolean>;
  readonly filter: ImportRow['state'] | 'all';
  /** As typed; empty: the suggested one. */
  readonly title: string;
  /** As typed. */
  readonly perDossier: string;
  readonly taken: Taken | undefined;
}

/** A dossier of so many can still be looked through before it is signed. */
const usualPerDossier = 100;
export const mostFiles = 50;
/** Bytes of all files together: what one call to the core takes. */
export const mostBytes = 100 * 1024 * 1024;

export const emptyImportDesk: ImportDesk = {
  files: [],
  turn: 0,
  reading: false,
  failure: undefined,
  preview: undefined,
  withToFix: false,
  ticks: new Map(),
  filter: 'all',
  title: '',
  perDossier: String(usualPerDossier),
  taken: undefined,
};

/** A file of a name that is there already takes its place. */
export function withFiles(
  before: readonly ImportFile[],
  added: readonly ImportFile[],
): readonly ImportFile[] {
  const files = new Map(before.map((file) => [file.name, file]));
  for (const file of added) files.set(file.name, file);
  return [...files.values()];
}

/** Why the core would not even take them; undefined when it would. */
export function tooMuch(files: readonly ImportFile[]): Failure | undefined {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (files.length <= mostFiles && bytes <= mostBytes) return undefined;
  return { code: 'IMPORT_TOO_MUCH', details: { files: files.length, bytes } };
}

const rowKey = ({ from, number }: ImportRow) => `${from}\n${number}`;

export function isTicked({ ticks, withToFix }: ImportDesk, row: ImportRow): boolean {
  if (row.state === 'refused') return false;
  return ticks.get(rowKey(row)) ?? (row.state === 'ready' || withToFix);
}

export function tick(desk: ImportDesk, rows: readonly ImportRow[], ticked: boolean): Partial<ImportDesk> {
  const ticks = new Map(desk.ticks);
  for (const row of rows) if (row.state !== 'refused') ticks.set(rowKey(row), ticked);
  return { ticks };
}

/** All vouchers to be mended or none of them; what was ticked by hand among them gives way. */
export function tickToFix(desk: ImportDesk, withToFix: boolean): Partial<ImportDesk> {
  const ticks = new Map(desk.ticks);
  for (const row of desk.preview?.rows ?? []) if (row.state === 'to-fix') ticks.delete(rowKey(row));
  return { withToFix, ticks };
}

export function chosenRows(desk: ImportDesk): readonly ImportRow[] {
  return (desk.preview?.rows ?? []).filter((row) => isTicked(desk, row));
}

export function shownRows({ preview, filter }: ImportDesk): readonly ImportRow[] {
  return (preview?.rows ?? []).filter(({ state }) => filter === 'all' || state === filter);
}

/** Đồng; a list (mẫu 20) tells again what its voucher pays. */
export function totalOfRows(rows: readonly ImportRow[]): Dong {
  return sumDong(
    rows.flatMap(({ formId, total }) => (formId !== undefined && isList({ formId }) ? [] : [total])),
  );
}

/** 1 to 1000; undefined when it is no such number. */
export function readPerDossier(typed: string): number | undefined {
  const text = typed.trim().replaceAll('.', '');
  if (!/^\d{1,4}$/.test(text)) return undefined;
  const count = Number(text);
  return count >= 1 && count <= 1000 ? count : undefined;
}

export interface Plan {
  readonly vouchers: number;
  readonly dossiers: number;
  /** Lists (mẫu 20) follow their vouchers, so that it may come out otherwise. */
  readonly about: boolean;
  /** Đồng. */
  readonly total: Dong;
}

/** What will be made of the ticked rows. */
export function planOf(rows: readonly ImportRow[], perDossier: number): Plan {
  return {
    vouchers: rows.length,
    dossiers: Math.ceil(rows.length / perDossier),
    about: rows.length > perDossier && rows.some(({ formId }) => formId === '20'),
    total: totalOfRows(rows),
  };
}

/** Places and values of a dossier's content in words: “Chứng từ 0012 › dòng 3 › Số tiền”. */
import type { TFunction } from 'i18next';
import type { Language } from '#shared/contract/errors.ts';
import { codeLists, type CodeListId } from '#shared/domain/codes/catalogue.ts';
import { findCode } from '#shared/domain/codes/code-list.ts';
import { attachmentSchema, type DossierContent } from '#shared/domain/dossiers/dossier.ts';
import type { ContentPath } from '#shared/domain/drafts/content-change.ts';
import { parseContentPath } from '#shared/domain/drafts/content-path.ts';
import { dongSchema, formatDong } from '#shared/domain/money/dong.ts';
import { lineFields, voucherFields, type FieldDefinition } from '#shared/domain/vouchers/fields.ts';
import { voucherTotal } from '#shared/domain/vouchers/total.ts';
import { voucherLineSchema, voucherSchema } from '#shared/domain/vouchers/voucher.ts';
import { showDate } from '../../format/date.ts';
import { formatSize } from '../../format/size.ts';
import { choiceWords } from './choice-words.ts';

export interface Wording {
  readonly t: TFunction;
  readonly language: Language;
  /** Where ids are looked up, the first that has them; a removed line is only in the older one. */
  readonly contents: readonly DossierContent[];
}

export const placeSeparator = ' › ';

/** The parts of a place's name, from the voucher inwards. */
export function placeWords(path: ContentPath, { t, language, contents }: Wording): readonly string[] {
  const { list, voucherId, lineId, attachmentId, field } = parseContentPath(path);
  if (list === undefined) return [field === 'title' ? t('draft.title') : (field ?? path)];
  if (list === 'attachments') {
    if (attachmentId === undefined) return [t('place.attachments'), t('place.order')];
    const found = contents.flatMap(({ attachments }) => attachments).find(({ id }) => id === attachmentId);
    const file = t('place.attachment', { name: found?.name ?? '' });
    return field === undefined ? [file] : [file, fileFieldName(field, t)];
  }
  if (voucherId === undefined) return [t('place.vouchers'), t('place.order')];
  const voucher = voucherWords(voucherId, contents, t);
  if (list === 'vouchers')
    return field === undefined ? [voucher] : [voucher, fieldName(field, voucherDefinitions, language)];
  if (lineId === undefined) return [voucher, t('place.lines'), t('place.order')];
  const line = lineWords(voucherId, lineId, contents, t);
  return field === undefined ? [voucher, line] : [voucher, line, fieldName(field, lineDefinitions, language)];
}

/** The place in one line; the voucher is left out where there is only one. */
export function shortPlace(path: ContentPath, wording: Wording): string {
  const words = placeWords(path, wording);
  const only = wording.contents.every(({ vouchers }) => vouchers.length < 2);
  return (only && words.length > 1 && path.startsWith('vouchers/') ? words.slice(1) : words).join(
    placeSeparator,
  );
}

function voucherWords(id: string, contents: readonly DossierContent[], t: TFunction): string {
  for (const { vouchers } of contents) {
    const at = vouchers.findIndex((one) => one.id === id);
    const voucher = vouchers[at];
    if (voucher === undefined) continue;
    return voucher.number === ''
      ? t('place.voucherAt', { row: at + 1 })
      : t('place.voucher', { number: voucher.number });
  }
  return t('place.vouchers');
}

function lineWords(voucherId: string, id: string, contents: readonly DossierContent[], t: TFunction): string {
  for (const { vouchers } of contents) {
    const lines = vouchers.find((one) => one.id === voucherId)?.lines ?? [];
    const row = lines.findIndex((one) => one.id === id);
    if (row !== -1) return t('place.line', { row: row + 1 });
  }
  return t('place.lines');
}

type Definitions = ReadonlyMap<string, FieldDefinition>;
const voucherDefinitions: Definitions = new Map(Object.entries(voucherFields));
const lineDefinitions: Definitions = new Map(Object.entries(lineFields));

const fieldName = (path: string, fields: Definitions, language: Language) =>
  fields.get(path)?.label[language] ?? path;

function fileFieldName(field: string, t: TFunction): string {
  if (field === 'name') return t('xml.name.tenTep');
  if (field === 'sha256') return t('xml.name.sha256');
  return field === 'size' ? t('xml.name.kichThuoc') : field;
}

/** A value as the form shows it; a whole line, voucher or file in short. */
export function valueWords(path: ContentPath, value: unknown, { t }: Wording): string {
  if (value === undefined) return t('place.absent');
  if (value === '') return t('place.empty');
  const { list, field } = parseContentPath(path);
  if (Array.isArray(value)) return `${t('place.moved')} (${value.length})`;
  if (typeof value !== 'string')
    return field === undefined ? entityWords(list, value, t) : JSON.stringify(value);
  const known = (list === 'lines' ? lineDefinitions : voucherDefinitions).get(field ?? '');
  if (known?.kind === 'amount') return dongSchema.safeParse(value).success ? formatDong(value) : value;
  if (known?.kind === 'date') return showDate(value) === '' ? value : showDate(value);
  if (known?.codes !== undefined) {
    const name = codeName(known.codes, value);
    return name === undefined ? value : `${value} (${name})`;
  }
  return known?.kind === 'choice' ? choiceWords(value, t) : value;
}

/** A line alone does not say whether its form spends or pays in; no sub-item is of both catalogues. */
function codeName(codes: CodeListId, value: string): string | undefined {
  const found =
    findCode(codeLists[codes], value) ?? findCode(codeLists[codes === 'ndkt' ? 'revenueNdkt' : codes], value);
  return found?.name;
}

function entityWords(list: 'vouchers' | 'lines' | 'attachments' | undefined, value: unknown, t: TFunction) {
  if (list === 'lines') {
    const line = voucherLineSchema.safeParse(value).data;
    if (line !== undefined)
      return t('place.lineOf', {
        text: [line.description, line.payeeName ?? '', '–'].find((text) => text !== '') ?? '',
        amount: line.amount === '' ? '0' : formatDong(line.amount),
      });
  }
  if (list === 'vouchers') {
    const voucher = voucherSchema.safeParse(value).data;
    if (voucher !== undefined)
      return t('place.voucherOf', {
        lines: voucher.lines.length,
        amount: formatDong(voucherTotal(voucher)),
      });
  }
  const file = attachmentSchema.safeParse(value).data;
  return file === undefined ? '–' : `${file.name} (${formatSize(file.size)})`;
}

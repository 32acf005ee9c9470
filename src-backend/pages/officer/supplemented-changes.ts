import { formatDate } from '#shared/domain/calendar/vietnam-date.ts';
import type { DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { attachmentSchema } from '#shared/domain/dossiers/dossier.ts';
import { contentChanges } from '#shared/domain/drafts/changes.ts';
import type { ContentChange } from '#shared/domain/drafts/content-change.ts';
import { parseContentPath } from '#shared/domain/drafts/content-path.ts';
import { dongSchema, formatDong } from '#shared/domain/money/dong.ts';
import { lineFields, voucherFields, type FieldDefinition } from '#shared/domain/vouchers/fields.ts';
import { voucherTotal } from '#shared/domain/vouchers/total.ts';
import { voucherLineSchema, voucherSchema } from '#shared/domain/vouchers/voucher.ts';
import { markup, type Html } from '../../html/html.ts';
import { table } from '../layout.ts';

/** More than these and the officer reads the vouchers themselves. */
const mostRows = 500;

/** “Đã sửa sau khi yêu cầu bổ sung”: each place, what stood there when the officer last saw it, and what stands now. */
export function supplementedChanges(before: DossierContent, after: DossierContent): Html {
  const changes = contentChanges(before, after);
  const rows = changes
    .slice(0, mostRows)
    .map((change) => [
      markup`<span class="long">${placeOf(change, [after, before])}</span>`,
      markup`<span class="long">${valueOf(change, change.before)}</span>`,
      markup`<span class="long">${valueOf(change, change.after)}</span>`,
    ]);
  const rest = changes.length - rows.length;
  return markup`<section class="sheet" aria-labelledby="bs"><h2 id="bs">Đã sửa sau khi yêu cầu bổ sung (${changes.length})</h2>${table(
    'Các chỗ đã sửa so với bản KBNN đã xem',
    ['Chỗ sửa', 'Trước', 'Bây giờ'],
    rows,
    'Đơn vị gửi lại mà không sửa gì.',
  )}${rest > 0 ? markup`<p>Và ${rest} chỗ khác.</p>` : undefined}</section>`;
}

function placeOf({ path }: ContentChange, contents: readonly DossierContent[]): string {
  const { list, voucherId, lineId, attachmentId, field } = parseContentPath(path);
  const parts: string[] = [];
  if (list === undefined) return field === 'title' ? 'Tiêu đề hồ sơ' : path;
  if (list === 'attachments') {
    const file = contents.flatMap(({ attachments }) => attachments).find(({ id }) => id === attachmentId);
    parts.push(attachmentId === undefined ? 'Tài liệu đính kèm' : `Đính kèm ${file?.name ?? ''}`);
  } else {
    parts.push(voucherId === undefined ? 'Chứng từ' : voucherWords(voucherId, contents));
    if (list === 'lines')
      parts.push(lineId === undefined ? 'Các dòng' : lineWords(voucherId, lineId, contents));
  }
  if (field !== undefined) parts.push(definitionOf(path)?.label.vi ?? field);
  else if (voucherId === undefined && attachmentId === undefined) parts.push('thứ tự');
  else if (list === 'lines' && lineId === undefined) parts.push('thứ tự');
  return parts.join(' › ');
}

function voucherWords(id: string, contents: readonly DossierContent[]): string {
  for (const { vouchers } of contents) {
    const at = vouchers.findIndex((voucher) => voucher.id === id);
    const number = vouchers[at]?.number;
    if (number !== undefined) return `Chứng từ ${number === '' ? `thứ ${String(at + 1)}` : number}`;
  }
  return 'Chứng từ';
}

function lineWords(voucherId: string | undefined, id: string, contents: readonly DossierContent[]): string {
  for (const { vouchers } of contents) {
    const lines = vouchers.find((voucher) => voucher.id === voucherId)?.lines ?? [];
    const at = lines.findIndex((line) => line.id === id);
    if (at !== -1) return `dòng ${String(at + 1)}`;
  }
  return 'dòng';
}

const attachmentFields: Readonly<Record<string, Pick<FieldDefinition, 'label' | 'kind'>>> = {
  name: { label: { vi: 'Tên tệp', en: 'File name' }, kind: 'text' },
  sha256: { label: { vi: 'Nội dung tệp (SHA-256)', en: 'File content (SHA-256)' }, kind: 'text' },
  size: { label: { vi: 'Cỡ tệp (byte)', en: 'File size (bytes)' }, kind: 'text' },
};

function definitionOf(path: string): Pick<FieldDefinition, 'label' | 'kind'> | undefined {
  const { list, field = '' } = parseContentPath(path);
  const fields: Readonly<Record<string, Pick<FieldDefinition, 'label' | 'kind'>>> =
    list === 'lines' ? lineFields : list === 'attachments' ? attachmentFields : voucherFields;
  return Object.hasOwn(fields, field) ? fields[field] : undefined;
}

function valueOf({ path, kind }: ContentChange, value: unknown): string {
  if (value === undefined) return 'không có';
  if (value === '') return '(trống)';
  if (kind === 'moved') return Array.isArray(value) ? `${String(value.length)} mục` : '';
  const definition = definitionOf(path);
  if (typeof value === 'string') {
    if (definition?.kind === 'amount' && dongSchema.safeParse(value).success) return formatDong(value);
    return definition?.kind === 'date' && value !== '' ? formatDate(value) : value;
  }
  if (typeof value === 'number') return String(value);
  const line = voucherLineSchema.safeParse(value).data;
  if (line !== undefined) return `${line.description}: ${formatDong(line.amount === '' ? '0' : line.amount)}`;
  const voucher = voucherSchema.safeParse(value).data;
  if (voucher !== undefined)
    return `${String(voucher.lines.length)} dòng, ${formatDong(voucherTotal(voucher))} đồng`;
  return attachmentSchema.safeParse(value).data?.name ?? '–';
}

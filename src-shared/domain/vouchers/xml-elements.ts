/** Names in the voucher's XML, in document order; writer and reader share them. */
import { lineFields, voucherFields } from './fields.ts';
import type { FormDescription } from './forms/description.ts';
import { fieldsOf } from './used-fields.ts';

export const voucherNamespace = 'urn:dvctt:chung-tu:1';
export const rootElement = 'chungTu';
/** The one Id of the document; the signature may refer to it. */
export const rootId = 'chungTu';

export const linesElement = 'dsChiTiet';
export const lineElement = 'chiTiet';
export const printedFormElement = 'banIn';
export const attachmentsElement = 'dsTepDinhKem';
export const attachmentElement = 'tepDinhKem';

/** What each voucher begins with, of whatever form. */
export const firstNames = ['maHoSo', 'maChungTu', 'mauSo', 'kyHieu'] as const;
/** What its header ends with. */
export const lastNames = ['tongSoTien', 'soTienBangChu'] as const;
/** Id of a line. */
export const lineIdName = 'maHang';

/** The header's elements on a form: only the fields that it uses. */
export function headerNames(form: FormDescription): readonly string[] {
  return [...firstNames, ...fieldsOf(form).inRecord.map((path) => voucherFields[path].xml), ...lastNames];
}

/** The elements of a line on a form. */
export function lineNames(form: FormDescription): readonly string[] {
  return [lineIdName, ...fieldsOf(form).columnsInRecord.map((path) => lineFields[path].xml)];
}

export const fileNames = ['tenTep', 'sha256', 'kichThuoc'] as const;
export type FileName = (typeof fileNames)[number];

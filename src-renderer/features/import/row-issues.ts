/** Places of an imported voucher in words. */
import type { TFunction } from 'i18next';
import type { Language } from '#shared/contract/errors.ts';
import type { FieldDefinition } from '#shared/domain/vouchers/fields.ts';
import { lineFields, voucherFields } from '#shared/domain/vouchers/fields.ts';

const ofVoucher: ReadonlyMap<string, FieldDefinition> = new Map(Object.entries(voucherFields));
const ofLine: ReadonlyMap<string, FieldDefinition> = new Map(Object.entries(lineFields));

/** `lines.3.ndkt` → `dòng 4 › Mã NDKT`; empty for the voucher as a whole or a place that has no name. */
export function issuePlace(path: string, language: Language, t: TFunction): string {
  const line = /^lines\.(\d+)(?:\.(.+))?$/.exec(path);
  if (line === null) return ofVoucher.get(path)?.label[language] ?? '';
  const field = ofLine.get(line[2] ?? '')?.label[language];
  return [t('importing.line', { row: Number(line[1]) + 1 }), ...(field === undefined ? [] : [field])].join(
    ' › ',
  );
}

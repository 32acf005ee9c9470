import type { TFunction } from 'i18next';
import type { BatchEntry, BatchRow } from '#shared/contract/batch.ts';
import { formOf } from '#shared/domain/vouchers/forms/forms.ts';

/** “Chứng từ 0012”, or the attachment's file name. */
export function entryTitle(entry: Pick<BatchEntry, 'kind' | 'number' | 'name'>, t: TFunction): string {
  if (entry.kind === 'attachment') return entry.name;
  return entry.number === '' ? t('batch.unnumbered') : t('batch.voucherOf', { number: entry.number });
}

/** The form's sign (`C2-02a/NS`), or its title where it has none; of an attachment: that it is one. */
export function entryForm({ kind, formId }: Pick<BatchEntry, 'kind' | 'formId'>, t: TFunction): string {
  if (kind === 'attachment' || formId === undefined) return t('batch.attachment');
  const { symbol, title } = formOf({ formId });
  return symbol === '' ? title.vi : symbol;
}

/** Both in one line, with who gets the money. */
export function entryLine(entry: BatchEntry, t: TFunction): string {
  const title = entryTitle(entry, t);
  return entry.kind === 'attachment' || entry.name === '' ? title : `${title} – ${entry.name}`;
}

/** Of the report, which knows no kinds: an attachment has no number. */
export function rowTitle({ number, name }: Pick<BatchRow, 'number' | 'name'>, t: TFunction): string {
  return number === '' ? name : t('batch.voucherOf', { number });
}

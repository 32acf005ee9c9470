import { randomUUID } from 'node:crypto';
import { DvcttError } from '#shared/contract/errors.ts';
import type { VoucherTemplate } from '#shared/contract/voucher-desk.ts';
import { formOf } from '#shared/domain/vouchers/forms/forms.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import type { TemplateShelf } from '../account-store/vouchers/template-shelf.ts';

const dictionary = new Intl.Collator('vi', { numeric: true });

/** In the order of the dictionary. */
export function listTemplates(shelf: TemplateShelf): VoucherTemplate[] {
  return shelf.list().toSorted((a, b) => dictionary.compare(a.name, b.name));
}

/** Keeps a voucher without what belongs to it alone: number and date. */
export function saveTemplate(
  shelf: TemplateShelf,
  {
    id,
    name,
    voucher,
  }: { readonly id?: string | undefined; readonly name: string; readonly voucher: Voucher },
): VoucherTemplate {
  const typed = name.normalize('NFC').trim();
  return shelf.save(id, typed === '' ? formOf(voucher).title.vi : typed, {
    ...voucher,
    number: '',
    date: '',
  });
}

/** A voucher to begin with; its ids are new, so that a template may be used twice in one dossier. @throws TEMPLATE_NOT_FOUND */
export function voucherOfTemplate(shelf: TemplateShelf, id: string): Voucher {
  const voucher = shelf.get(id);
  if (voucher === undefined) throw new DvcttError('TEMPLATE_NOT_FOUND', { id });
  return {
    ...voucher,
    id: randomUUID(),
    lines: voucher.lines.map((line) => ({ ...line, id: randomUUID() })),
  };
}

import type { DossierContent } from '#shared/domain/dossiers/dossier.ts';

/** Everything by which a person may look a dossier up. */
export function dossierWords(
  entry: { readonly code: string; readonly createdBy: string; readonly note: string },
  content: DossierContent,
): string {
  const parts = [entry.code, entry.code.slice(7), entry.createdBy, entry.note, content.title];
  for (const voucher of content.vouchers) {
    const { payee, cashReceiver, contract } = voucher;
    parts.push(voucher.number, payee.name, payee.taxCode, payee.accountNumber, payee.bank);
    parts.push(cashReceiver.name, contract.number);
    for (const line of voucher.lines) parts.push(line.description, line.invoiceNumber, line.amount);
  }
  for (const attachment of content.attachments) parts.push(attachment.name);
  return parts.join(' ');
}

import { formatDong, type Dong } from '../money/dong.ts';
import type { DossierCode, DossierContent } from '../dossiers/dossier.ts';
import { voucherTotal } from '../vouchers/total.ts';
import type { Voucher, VoucherLine } from '../vouchers/voucher.ts';

/** What a dossier is known by besides its content. */
export interface SearchedDossier {
  readonly code: DossierCode;
  /** Names of people: who began it, who changed it. */
  readonly people: readonly string[];
  /** Reason of a return or rejection; empty when none. */
  readonly note: string;
}

/** Ends of a code that people read out to each other: 4, 6 and 12 digits. */
const codeEnds = [4, 6, 12];

/**
 * Everything that a person might search a dossier by, as one text for `searchWords`: its code and the ends of it, title,
 * numbers, names of payees, payers and beneficiaries, tax codes, accounts, descriptions, amounts with and without dots,
 * file names.
 */
export function dossierSearchText(content: DossierContent, { code, people, note }: SearchedDossier): string {
  return [
    code,
    ...codeEnds.map((digits) => code.slice(-digits)),
    content.title,
    note,
    ...people,
    ...content.vouchers.flatMap(voucherTexts),
    ...content.attachments.map(({ name }) => name),
  ].join(' ');
}

/** The same of one voucher alone. */
export function voucherSearchText(voucher: Voucher): string {
  return voucherTexts(voucher).join(' ');
}

function voucherTexts(voucher: Voucher): readonly string[] {
  const { contract, payee, cashReceiver, taxpayer, tax, payer } = voucher;
  return [
    voucher.number,
    voucher.accountNumber,
    contract.number,
    ...amountTexts(contract.amount),
    payee.name,
    payee.taxCode,
    payee.accountNumber,
    payee.bank,
    cashReceiver.name,
    cashReceiver.identityNumber,
    ...(taxpayer === undefined ? [] : [taxpayer.name, taxpayer.taxCode]),
    ...(tax === undefined ? [] : [tax.collectorName, tax.period, ...amountTexts(tax.amount)]),
    ...(payer === undefined ? [] : [payer.name, payer.accountNumber, payer.bank]),
    voucher.donorCode ?? '',
    voucher.listFor ?? '',
    ...amountTexts(voucher.payeeAmount ?? ''),
    ...amountTexts(voucherTotal(voucher)),
    ...voucher.lines.flatMap(lineTexts),
  ];
}

function lineTexts(line: VoucherLine): readonly string[] {
  return [
    line.description,
    line.invoiceNumber,
    line.ndkt,
    ...amountTexts(line.amount),
    ...[
      line.declaration,
      line.taxPeriod,
      line.payeeName,
      line.payeeAccount,
      line.payeeBank,
      line.payeeIdentity,
      line.note,
    ].filter((text) => text !== undefined),
  ];
}

/** None while the amount is not filled in. */
const amountTexts = (amount: Dong) => (amount === '' ? [] : [amount, formatDong(amount)]);

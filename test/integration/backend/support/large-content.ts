import { dossierContentSchema, type DossierContent } from '#shared/domain/dossiers/dossier.ts';

const linesOfVoucher = 5000;

/** A valid content whose JSON has nearly, and at most, so many bytes. */
export function largeContent(bytes: number, letter = 'a'): DossierContent {
  const line = (index: number) => ({
    id: `l${index}`,
    description: letter.repeat(500),
    invoiceNumber: '',
    invoiceDate: '',
    ndkt: '',
    chapter: '',
    sector: '',
    source: '',
    amount: '',
  });
  const nobody = { name: '', taxCode: '', accountNumber: '', bank: '' };
  const voucher = {
    formId: '13',
    number: '',
    date: '',
    allocation: 'CHINH_THUC',
    purpose: 'THUC_CHI',
    method: 'TIEN_MAT',
    unitName: '',
    unitCode: '',
    address: '',
    accountNumber: '',
    treasuryCode: '',
    treasuryName: '',
    programCode: '',
    contract: { number: '', date: '', amount: '' },
    payee: nobody,
    cashReceiver: { name: '', identityNumber: '', issuedOn: '', issuedAt: '' },
  };
  const lines = Array.from(
    { length: Math.floor((bytes - 2000) / (JSON.stringify(line(99_999)).length + 1)) },
    (_, index) => line(index),
  );
  const vouchers: object[] = [];
  for (let start = 0; start < lines.length; start += linesOfVoucher) {
    const id = `v${vouchers.length}`;
    vouchers.push({ ...voucher, id, lines: lines.slice(start, start + linesOfVoucher) });
  }
  return dossierContentSchema.parse({ title: '', vouchers, attachments: [] });
}

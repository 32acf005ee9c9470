import { PDFDocument } from 'pdf-lib';
import { createHash } from 'node:crypto';
import { makeDossierCode } from '#shared/domain/dossiers/code.ts';
import { plannedDocuments, voucherPdfId, voucherXmlId } from '#shared/domain/dossiers/frozen-documents.ts';
import {
  dossierContentSchema,
  type DossierCode,
  type DossierContent,
} from '#shared/domain/dossiers/dossier.ts';
import { writeVoucherXml } from '#shared/domain/vouchers/xml.ts';

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A small page; the text makes each one different. */
export async function samplePdf(text: string): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.addPage([300, 200]).drawText(text, { x: 20, y: 100, size: 12 });
  return pdf.save({ useObjectStreams: false });
}

let made = 0;
/** A code that no other dossier of this test run has. */
export function nextCode(unitCode = '1001163'): DossierCode {
  made += 1;
  return makeDossierCode(unitCode, new Date(Date.UTC(2026, 0, 5) + made * 1000));
}

export interface SampleDocument {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface SampleDossier {
  readonly code: DossierCode;
  readonly content: DossierContent;
  readonly documents: readonly SampleDocument[];
}

const pdfAttachment = 'application/pdf';

/** One voucher of two lines, a PDF (a given one, or made) and a plain-text attachment, frozen as the client would. */
export async function sampleDossier(
  change: (content: DossierContent) => DossierContent = (content) => content,
  code = nextCode(),
  pdf?: Uint8Array,
): Promise<SampleDossier> {
  const contract = pdf ?? (await samplePdf(`Contract ${code}`));
  const notes = new TextEncoder().encode(`Ghi chú cho hồ sơ ${code}\n`);
  const attachment = (id: string, name: string, mediaType: string, bytes: Uint8Array) => ({
    id,
    name,
    mediaType,
    sha256: sha256(bytes),
    size: bytes.length,
  });
  const content = change(
    dossierContentSchema.parse({
      title: 'Thanh toán tiền điện và văn phòng phẩm',
      vouchers: [sampleVoucher],
      attachments: [
        attachment('a1', 'hop-dong.pdf', pdfAttachment, contract),
        attachment('a2', 'ghi-chu.txt', 'text/plain', notes),
      ],
    }),
  );
  return {
    code,
    content,
    documents: await freeze(
      code,
      content,
      new Map([
        ['a1', contract],
        ['a2', notes],
      ]),
    ),
  };
}

async function freeze(
  code: DossierCode,
  content: DossierContent,
  attachments: ReadonlyMap<string, Uint8Array>,
): Promise<readonly SampleDocument[]> {
  const plan = plannedDocuments(content);
  const bytes = new Map<string, Uint8Array>();
  for (const voucher of content.vouchers) {
    const pdf = await samplePdf(`Voucher ${voucher.id} of ${code}`);
    const name = plan.find(({ id }) => id === voucherPdfId(voucher))?.name ?? '';
    const xml = writeVoucherXml({
      dossierCode: code,
      voucher,
      printedForm: { name, sha256: sha256(pdf), size: pdf.length },
      attachments: content.attachments.map(({ name: file, sha256: digest, size }) => ({
        name: file,
        sha256: digest,
        size,
      })),
    });
    bytes.set(voucherPdfId(voucher), pdf);
    bytes.set(voucherXmlId(voucher), new TextEncoder().encode(xml));
  }
  for (const [id, file] of attachments) bytes.set(`attachment.${id}`, file);
  return plan.map((document) => ({ ...document, bytes: bytes.get(document.id) ?? new Uint8Array() }));
}

const sampleVoucher = {
  id: 'v1',
  formId: '13',
  number: '0012',
  date: '2026-01-05',
  allocation: 'CHINH_THUC',
  purpose: 'THUC_CHI',
  method: 'CHUYEN_KHOAN',
  unitName: 'Trường trung học cơ sở Sông Lô',
  unitCode: '1001163',
  address: '12 đường Sông Lô, quận Lê Chân, thành phố Hải Phòng',
  accountNumber: '9523.3.1001163',
  treasuryCode: '0064',
  treasuryName: 'Kho bạc Nhà nước Lê Chân - Hải Phòng',
  programCode: '00000',
  contract: { number: '', date: '', amount: '' },
  lines: [
    {
      id: 'l1',
      description: 'Tiền điện tháng 12/2025',
      invoiceNumber: '0001234',
      invoiceDate: '2025-12-31',
      ndkt: '6501',
      chapter: '622',
      sector: '073',
      source: '13',
      amount: '1005000',
    },
    {
      id: 'l2',
      description: "Văn phòng phẩm <\"&'> '; DROP TABLE dossiers; --",
      invoiceNumber: '0000077',
      invoiceDate: '2025-12-30',
      ndkt: '6551',
      chapter: '622',
      sector: '073',
      source: '13',
      amount: '2345000',
    },
  ],
  payee: {
    name: 'Công ty Điện lực Hải Phòng',
    taxCode: '0200340211',
    accountNumber: '1234567890',
    bank: 'Vietcombank Hải Phòng',
  },
  cashReceiver: { name: '', identityNumber: '', issuedOn: '', issuedAt: '' },
} as const;

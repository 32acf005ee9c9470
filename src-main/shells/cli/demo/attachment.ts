import PDFDocument from 'pdfkit';
import { printFonts } from '#print/fonts.ts';

/** The invoice that goes with the demo's voucher: one page, Vietnamese text. */
export function makeInvoice(date: string): Promise<Uint8Array> {
  const document = new PDFDocument({
    size: 'A4',
    margin: 56,
    lang: 'vi',
    info: { Title: 'Hóa đơn 0000318' },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<Uint8Array>((resolve, reject) => {
    document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    document.on('error', reject);
  });
  document.registerFont('regular', printFonts.regular).registerFont('bold', printFonts.bold);
  document.font('bold').fontSize(16).text('HÓA ĐƠN BÁN HÀNG', { align: 'center' });
  document
    .font('regular')
    .fontSize(11)
    .text(`Số 0000318 — ngày ${date.split('-').reverse().join('/')}`, { align: 'center' });
  document.moveDown(1.5);
  for (const line of [
    'Người bán: Công ty TNHH Văn phòng phẩm Hải Âu — MST 0201234569',
    'Người mua: Trường trung học cơ sở Sông Lô — Mã ĐVQHNS 1001163',
    'Giấy A4 Double A, 5 ram × 38.000 đồng: 190.000 đồng',
    'Bút bi Thiên Long, 20 cây × 3.000 đồng: 60.000 đồng',
    'Tổng cộng: 250.000 đồng (Hai trăm năm mươi nghìn đồng)',
  ]) {
    document.text(line).moveDown(0.4);
  }
  document.end();
  return ended;
}

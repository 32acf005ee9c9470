/** The printed form of a voucher: what people look at before they sign. */
import { createHash } from 'node:crypto';
import { formatDate } from '#shared/domain/calendar/vietnam-date.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { amountInWords } from '#shared/domain/money/words.ts';
import { parseAccountNumber } from '#shared/domain/vouchers/account-number.ts';
import { form13 } from '#shared/domain/vouchers/form-13-fields.ts';
import { voucherTotal } from '#shared/domain/vouchers/total.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { drawHeading } from './heading.ts';
import { drawLines } from './lines-table.ts';
import { bodyWidth, page, Sheet } from '../sheet.ts';
import { drawSignatureBoxes } from './signature-boxes.ts';

export interface PrintContext {
  readonly dossierCode: DossierCode;
}

/**
 * PDF 1.7, A4, of mẫu 13 (C2-02a/NS) with embedded fonts. The same voucher in the same dossier gives the same bytes:
 * its dates and identifier come from its content. Drafts print too; empty fields stay as dotted lines.
 */
export async function printVoucher(voucher: Voucher, { dossierCode }: PrintContext): Promise<Uint8Array> {
  const sheet = new Sheet({
    title: `${form13.title.vi} ${form13.symbol}${voucher.number === '' ? '' : ` số ${voucher.number}`}`,
    subject: `Hồ sơ ${dossierCode}`,
    keywords: createHash('sha256')
      .update(JSON.stringify([dossierCode, voucher]))
      .digest('hex'),
    createdAt: new Date(`${voucher.date === '' ? '1970-01-01' : voucher.date}T00:00:00Z`),
  });
  drawHeading(sheet, voucher);
  drawUnit(sheet, voucher);
  drawLines(sheet, voucher);
  drawTotalInWords(sheet, voucher);
  drawReceiver(sheet, voucher);
  drawSignatureBoxes(sheet, voucher);
  drawFooters(sheet, dossierCode);
  return sheet.finish();
}

function drawUnit(sheet: Sheet, voucher: Voucher): void {
  sheet.row([
    ['Đơn vị rút dự toán:', voucher.unitName, 0.68],
    ['Mã ĐVQHNS:', voucher.unitCode, 0.32],
  ]);
  sheet.row([['Địa chỉ:', voucher.address, 1]]);
  sheet.row([
    ['Tài khoản:', voucher.accountNumber, 0.4],
    ['Mã cấp NS:', parseAccountNumber(voucher.accountNumber)?.budgetLevel ?? '', 0.28],
    ['Mã CTMT, DA:', voucher.programCode, 0.32],
  ]);
  sheet.row([
    ['Tại KBNN:', voucher.treasuryName, 0.68],
    ['Mã KBNN:', voucher.treasuryCode, 0.32],
  ]);
  const { contract } = voucher;
  sheet.row([
    ['Hợp đồng số:', contract.number, 0.4],
    ['Ngày:', formatDate(contract.date), 0.2],
    ['Giá trị hợp đồng:', contract.amount === '' ? '' : `${formatDong(contract.amount)} đồng`, 0.4],
  ]);
  sheet.y += 3;
}

function drawTotalInWords(sheet: Sheet, voucher: Voucher): void {
  const total = voucherTotal(voucher);
  // A draft may hold a sum that no voucher can carry; the rules stop it before it is signed.
  const words = total.length > 18 ? '' : amountInWords(total);
  sheet.y += 6;
  sheet.row([['Tổng số tiền ghi bằng chữ:', words, 1]]);
}

function drawReceiver(sheet: Sheet, voucher: Voucher): void {
  const { payee, cashReceiver } = voucher;
  // Kept together when its texts are of common length.
  if (!sheet.fits(5 * sheet.lineHeight())) sheet.newPage();
  sheet.row([
    ['Đơn vị nhận tiền:', payee.name, 0.68],
    ['Mã số thuế:', payee.taxCode, 0.32],
  ]);
  sheet.row([
    ['Tài khoản:', payee.accountNumber, 0.4],
    ['Tại KBNN (NH):', payee.bank, 0.6],
  ]);
  sheet.row([
    ['Hoặc người nhận tiền:', cashReceiver.name, 0.62],
    ['Số CCCD/hộ chiếu:', cashReceiver.identityNumber, 0.38],
  ]);
  sheet.row([
    ['Cấp ngày:', formatDate(cashReceiver.issuedOn), 0.3],
    ['Nơi cấp:', cashReceiver.issuedAt, 0.7],
  ]);
}

function drawFooters(sheet: Sheet, dossierCode: DossierCode): void {
  const y = page.height - page.bottom + 14;
  const size = 9;
  sheet.eachPage((number, count) => {
    sheet.rule(page.left, y - 4, page.left + bodyWidth, y - 4);
    sheet.text(`Mã hồ sơ: ${dossierCode}`, page.left, y, { size });
    sheet.text(`Trang ${String(number)}/${String(count)}`, page.left, y, { size, align: 'right' });
  });
}

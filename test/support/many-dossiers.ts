/** Thousands of dossiers of the sample unit, each like a real one and the same every time. */
import type { ServerDossier } from '#shared/contract/http.ts';
import {
  dossierCodeSchema,
  type DossierCode,
  type DossierContent,
  type DossierStatus,
} from '#shared/domain/dossiers/dossier.ts';
import { plannedDocuments } from '#shared/domain/dossiers/frozen-documents.ts';
import type { VoucherLine } from '#shared/domain/vouchers/voucher.ts';
import { sampleLine, sampleUnit, sampleVoucher } from './sample-dossier.ts';

const subjects = [
  'tiền điện',
  'tiền nước sạch',
  'văn phòng phẩm',
  'sửa chữa mái lớp học',
  'công tác phí',
  'hội nghị viên chức',
  'trang thiết bị dạy học',
  'cước điện thoại và đường truyền',
  'học bổng học sinh khuyết tật',
  'phụ cấp ưu đãi',
  'bảo trì máy photocopy',
  'thuê xe đưa đón học sinh',
];
const payees = [
  'Công ty Điện lực Hải Phòng',
  'Công ty Cổ phần Cấp nước Hải Phòng',
  'Nhà sách Thành Đạt',
  'Công ty TNHH Xây dựng Đông Á',
  'Khách sạn Hữu Nghị',
  'Viễn thông Hải Phòng',
  'Công ty TNHH Thiết bị Giáo dục Hồng Hà',
  'Hợp tác xã Vận tải Kiến An',
];
const closed: readonly DossierStatus[] = ['DA_TIEP_NHAN', 'DA_TIEP_NHAN', 'DA_TIEP_NHAN', 'KBNN_TU_CHOI'];
const open: readonly DossierStatus[] = ['CHO_KTT_KY', 'CHO_CTK_KY', 'CHO_GUI', 'CHO_KBNN', 'TRA_LAI'];

function pick<T>(list: readonly T[], index: number): T {
  const item = list[index % list.length];
  if (item === undefined) throw new Error('an empty list has nothing to pick');
  return item;
}

/** One second after another from the first of January 2020. */
function instantOf(index: number): Date {
  return new Date(Date.UTC(2020, 0, 1) + index * 60_000);
}

export function manyDossiersCode(index: number): DossierCode {
  const local = new Date(instantOf(index).getTime() + 7 * 3_600_000).toISOString();
  return dossierCodeSchema.parse(sampleUnit.code + local.slice(2, 19).replace(/\D/g, ''));
}

/** One voucher of three lines, about 3 KB of JSON. */
export function manyDossiersContent(index: number): DossierContent {
  const subject = pick(subjects, index);
  const month = (index % 12) + 1;
  const lines = Array.from({ length: 3 }, (_, line): VoucherLine => ({
    ...sampleLine,
    id: `line-${index}-${line}`,
    description: `Thanh toán ${pick(subjects, index + line)} tháng ${month}/2026, đợt ${line + 1}`,
    invoiceNumber: String(index * 3 + line).padStart(7, '0'),
    amount: String(1_000_000 + ((index * 7919 + line * 104_729) % 90_000_000)),
  }));
  return {
    title: `Thanh toán ${subject} tháng ${month}/2026 số ${index}`,
    vouchers: [
      {
        ...sampleVoucher,
        id: `voucher-${index}`,
        number: `RDT-${String(index).padStart(6, '0')}`,
        payee: { ...sampleVoucher.payee, name: pick(payees, index * 5 + 1) },
        lines,
      },
    ],
    attachments: [],
  };
}

/** A forwarded dossier; one in twenty is still on its way, the others are closed. */
export function manyDossiersDossier(index: number, createdBy: string): ServerDossier {
  const content = manyDossiersContent(index);
  const at = instantOf(index).toISOString();
  const status = index % 20 === 0 ? pick(open, index / 20) : pick(closed, index);
  const sha256 = index.toString(16).padStart(64, '0');
  return {
    code: manyDossiersCode(index),
    unitCode: sampleUnit.code,
    version: 1,
    status,
    content,
    documents: plannedDocuments(content).map((document) => ({
      ...document,
      originalSha256: sha256,
      originalSize: 50_000,
      sha256,
      size: 60_000,
      signedBy: ['KTT', 'CTK'],
    })),
    log: [{ status, note: '', at, by: 'Trần Thị Thu Hà' }],
    createdBy,
    updatedAt: at,
    note: '',
  };
}

/** The rules of a whole payment dossier; client and server judge it by the same ones. */
import type { ValidationIssue } from '../../contract/ipc.ts';
import { judgeText } from '../vouchers/field-rules.ts';
import { blocks } from '../vouchers/issues.ts';
import { judgeIds, repeats } from '../vouchers/ids.ts';
import { isList } from '../vouchers/total.ts';
import { validateVoucher, type ValidationContext } from '../vouchers/validate.ts';
import { judgeLists } from './beneficiary-lists.ts';
import type { Attachment, DossierContent } from './dossier.ts';
import { judgeRepeatedPayments } from './repeated-payments.ts';

export type { ValidationContext } from '../vouchers/validate.ts';

const largestFile = 100 * 1024 * 1024;

/** Everything that is wrong with a dossier; it may be forwarded when no issue is blocking. */
export function validateDossier(
  content: DossierContent,
  context: ValidationContext,
): readonly ValidationIssue[] {
  return [
    ...judgeText(content.title, 'title', { vi: 'Tiêu đề hồ sơ', en: 'Dossier title' }),
    ...judgeVouchers(content),
    ...content.vouchers.flatMap((voucher, at) => validateVoucher(voucher, context, `vouchers.${at}.`)),
    ...judgeLists(content.vouchers),
    ...judgeRepeatedPayments(content.vouchers),
    ...judgeAttachments(content.attachments),
  ];
}

function judgeVouchers({ vouchers }: DossierContent): readonly ValidationIssue[] {
  if (vouchers.length === 0) {
    return [
      blocks(
        'vouchers',
        'NO_VOUCHERS',
        'Hồ sơ chưa có chứng từ. Thêm ít nhất một chứng từ.',
        'The dossier has no voucher. Add at least one.',
      ),
    ];
  }
  // A list may carry the number of the voucher that it belongs to.
  const numbers = repeats(
    vouchers.map((voucher) => {
      const number = sameToTheEye(voucher.number);
      return number === '' ? '' : `${isList(voucher) ? 'list ' : ''}${number}`;
    }),
  );
  return [
    ...judgeIds(vouchers, 'vouchers'),
    ...[...numbers].map((at) =>
      blocks(
        `vouchers.${at}.number`,
        'NUMBER_REPEATED',
        'Số chứng từ bị trùng trong hồ sơ. Đặt số khác.',
        'Another voucher of the dossier has this number. Give it another one.',
      ),
    ),
  ];
}

/** Numbers that people would read as one are one, however they were typed; `\s` holds the no-break space as well. */
const sameToTheEye = (number: string) => number.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();

function judgeAttachments(attachments: readonly Attachment[]): readonly ValidationIssue[] {
  // Case is ignored: the files land in folders where it does not count.
  const names = repeats(attachments.map((attachment) => attachment.name.normalize('NFC').toLowerCase()));
  return [
    ...judgeIds(attachments, 'attachments'),
    ...attachments.flatMap((attachment, at) => [
      ...judgeFileName(attachment.name, `attachments.${at}.name`, names.has(at)),
      ...judgeFileSize(attachment.size, `attachments.${at}.size`),
    ]),
  ];
}

function judgeFileName(name: string, path: string, repeated: boolean): readonly ValidationIssue[] {
  const issues = judgeText(name, path, { vi: 'Tên tệp đính kèm', en: 'File name' });
  if (issues.length > 0) return issues;
  if (/[\\/:*?"<>|]/.test(name) || /^\.+$/.test(name)) {
    return [
      blocks(
        path,
        'FILE_NAME',
        'Tên tệp có ký tự không dùng được trong tên tệp. Đổi tên tệp rồi đính kèm lại.',
        'The file name holds characters that file names may not. Rename the file and attach it again.',
      ),
    ];
  }
  if (!repeated) return [];
  return [
    blocks(
      path,
      'FILE_NAME_REPEATED',
      'Hai tệp đính kèm trùng tên. Đổi tên một tệp rồi đính kèm lại.',
      'Two attachments have the same name. Rename one and attach it again.',
    ),
  ];
}

function judgeFileSize(size: number, path: string): readonly ValidationIssue[] {
  if (size === 0) {
    return [
      blocks(path, 'FILE_EMPTY', 'Tệp rỗng. Chọn lại tệp đúng.', 'The file is empty. Choose the right one.'),
    ];
  }
  if (size <= largestFile) return [];
  return [
    blocks(
      path,
      'FILE_TOO_LARGE',
      'Tệp lớn hơn 100 MB. Giảm dung lượng hoặc tách thành nhiều tệp.',
      'The file is over 100 MB. Make it smaller or split it.',
    ),
  ];
}

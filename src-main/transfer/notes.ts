/** Advice of whoever reads files: what was completed, left out or taken on trust. */
import type { ValidationIssue } from '#shared/contract/issue.ts';
import { advises } from '#shared/domain/vouchers/issues.ts';

/** A code that had lost its leading zeros, as Excel does with `073`. */
export function paddedNote(path: string, written: string, code: string): ValidationIssue {
  return advises(
    path,
    'IMPORT_ZEROS_ADDED',
    `Mã “${written}” thiếu số 0 ở đầu, đã đọc là “${code}”. Kiểm tra lại.`,
    `Code “${written}” had lost its leading zeros and was read as “${code}”. Check it.`,
  );
}

export function unusedNote(names: readonly string[]): ValidationIssue {
  const shown = names.slice(0, 10).join(', ');
  return advises(
    '',
    'IMPORT_LEFT_OUT',
    `Mẫu này không dùng nên không nhập: ${shown}. Kiểm tra xem có thiếu thông tin không.`,
    `The form has no place for ${shown}; left out. Check that nothing is missing.`,
  );
}

export function formulaNote(cells: readonly string[]): ValidationIssue {
  const shown = cells.slice(0, 10).join(', ');
  return advises(
    '',
    'IMPORT_FORMULA',
    `Số lấy từ kết quả đã lưu của công thức (ô ${shown}). Kiểm tra lại số tiền.`,
    `Taken from the saved results of formulas (cells ${shown}). Check the amounts.`,
  );
}

export function hiddenNote(what: string): ValidationIssue {
  return advises(
    '',
    'IMPORT_HIDDEN',
    `Có dữ liệu lấy từ phần bị ẩn: ${what}. Hiện phần đó trong Excel để kiểm tra.`,
    `Some of it was hidden in the workbook: ${what}. Unhide it in Excel and check.`,
  );
}

export function mergedNote(range: string): ValidationIssue {
  return advises(
    '',
    'IMPORT_MERGED',
    `Ô bị trộn ${range} được hiểu là giá trị chung của các dòng đó. Kiểm tra lại.`,
    `Merged cells ${range} were taken as the value of all their rows. Check it.`,
  );
}

/** Words of the choices, as the forms print them. */
const choiceWords: Readonly<Record<string, string>> = {
  CHINH_THUC: 'Chính thức',
  TAM_CAP: 'Tạm cấp',
  THUC_CHI: 'Thực chi',
  TAM_UNG: 'Tạm ứng',
  CHUYEN_KHOAN: 'Chuyển khoản',
  TIEN_MAT: 'Tiền mặt',
  UNG_TRUOC_DU_DK: 'Ứng trước đủ điều kiện thanh toán',
  UNG_TRUOC_CHUA_DU_DK: 'Ứng trước chưa đủ điều kiện thanh toán',
};

/** A choice that the file gives as a number whose meaning no public document fixes. */
export function numberedNote(path: string, number: string, read: string): ValidationIssue {
  const words = choiceWords[read] ?? read;
  return advises(
    path,
    'IMPORT_CHOICE_NUMBERED',
    `Tệp ghi lựa chọn này bằng số “${number}”, đã đọc là “${words}”. Kiểm tra lại trước khi gửi.`,
    `The file gives this choice as the number “${number}”, read as “${words}”. Check it before sending.`,
  );
}

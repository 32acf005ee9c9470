import { texts } from './text.ts';

/** Failures of drafts, dossiers and their flow. */
export const dossierFailures = {
  DOSSIER_NOT_FOUND: texts(
    [
      'Không tìm thấy hồ sơ',
      'Hồ sơ không tồn tại hoặc không thuộc đơn vị của bạn.',
      'Quay lại danh sách hồ sơ và chọn lại.',
    ],
    [
      'Dossier not found',
      'The dossier does not exist or is not your unit’s.',
      'Go back to the list and choose again.',
    ],
  ),
  DOSSIER_INCOMPLETE: texts(
    [
      'Hồ sơ chưa đủ thông tin',
      'Còn mục bắt buộc bị thiếu hoặc sai.',
      'Sửa các mục được đánh dấu đỏ rồi gửi lại.',
    ],
    [
      'The dossier is incomplete',
      'Mandatory fields are missing or wrong.',
      'Correct the fields marked in red and send again.',
    ],
  ),
  DOSSIER_STATE: texts(
    [
      'Hồ sơ không ở bước này',
      'Hồ sơ đã chuyển sang trạng thái khác nên không làm được việc vừa chọn.',
      'Tải lại hồ sơ để xem trạng thái hiện tại và ai đang giữ.',
    ],
    [
      'The dossier is not at this step',
      'The dossier has moved to another state, so this action is not possible.',
      'Reload it to see its state and who holds it.',
    ],
  ),
  DOSSIER_CONFLICT: texts(
    [
      'Hồ sơ vừa được người khác sửa',
      'Phiên bản trên máy chủ mới hơn bản bạn đang sửa. Không có gì bị ghi đè.',
      'Tải lại hồ sơ rồi sửa tiếp.',
    ],
    [
      'Somebody else changed the dossier',
      'The server’s version is newer than the one you edited. Nothing was overwritten.',
      'Reload the dossier and edit again.',
    ],
  ),
  ROLE_FORBIDDEN: texts(
    [
      'Bạn không có quyền làm việc này',
      'Chức danh của bạn không được phép thực hiện bước này.',
      'Đăng nhập bằng tài khoản đúng chức danh.',
    ],
    [
      'You may not do this',
      'Your title is not allowed to take this step.',
      'Sign in with the account of the right title.',
    ],
  ),
  SIGNING_TIME_WRONG: texts(
    [
      'Giờ ký không đúng',
      'Giờ ghi trong chữ ký lệch quá 10 phút so với máy chủ, hoặc trước lúc hồ sơ được trình ký. Thường do đồng hồ máy tính chạy sai.',
      'Chỉnh lại ngày giờ của máy tính (bật tự động cập nhật), rồi ký lại.',
    ],
    [
      'The signing time is wrong',
      'The time in the signature is more than 10 minutes ahead of the server’s, or before the dossier was forwarded. Usually this computer’s clock is wrong.',
      'Set the computer’s date and time (switch automatic time on), then sign again.',
    ],
  ),
  SIGNATURE_ORDER: texts(
    ['Sai thứ tự ký', 'Kế toán trưởng phải ký trước Chủ tài khoản.', 'Chờ Kế toán trưởng ký xong.'],
    [
      'Wrong order of signatures',
      'The chief accountant must sign before the account holder.',
      'Wait for the chief accountant to sign.',
    ],
  ),
  SIGNER_DUPLICATE: texts(
    [
      'Một người ký hai lần',
      'Hai chữ ký trên chứng từ phải của hai người khác nhau.',
      'Người còn lại phải tự ký bằng token của mình.',
    ],
    [
      'The same person signed twice',
      'The two signatures on a voucher must be of two people.',
      'The other person must sign with their own token.',
    ],
  ),
  DOCUMENT_SIGNED: texts(
    [
      'Chứng từ đã được ký ở bước này',
      'Tài liệu này đã có chữ ký của bước bạn đang ký. Máy chủ không nhận chữ ký thứ hai.',
      'Tải lại hồ sơ rồi ký các chứng từ còn lại.',
    ],
    [
      'The voucher is already signed at this step',
      'This document already carries the signature of your step. The server takes no second one.',
      'Reload the dossier and sign the vouchers that are left.',
    ],
  ),
  SUPPLEMENT_ASKED: texts(
    [
      'Hồ sơ đã được yêu cầu bổ sung một lần',
      'KBNN chỉ được yêu cầu bổ sung một lần cho mỗi hồ sơ.',
      'Tiếp nhận hồ sơ, hoặc từ chối kèm lý do.',
    ],
    [
      'A supplement was asked for already',
      'The Treasury may ask for a supplement only once for each dossier.',
      'Accept the dossier, or reject it with the reason.',
    ],
  ),
  AMOUNT_MISMATCH: texts(
    [
      'Số tiền không khớp',
      'Tổng số tiền, số tiền bằng chữ và các dòng chi tiết không khớp nhau.',
      'Kiểm tra lại các dòng và tổng số tiền.',
    ],
    [
      'The amounts do not match',
      'The total, the amount in words and the lines differ.',
      'Check the lines and the total.',
    ],
  ),
  CODE_UNKNOWN: texts(
    [
      'Mã không có trong danh mục',
      'Một mã (chương, tiểu mục, nguồn, tài khoản…) không có trong danh mục của Kho bạc.',
      'Chọn lại mã từ danh sách gợi ý.',
    ],
    [
      'Code not in the catalogue',
      'A code (chapter, sub-item, source, account…) is not in the Treasury’s catalogue.',
      'Choose the code from the list.',
    ],
  ),
  ACCOUNT_CLOSED: texts(
    [
      'Tài khoản của đơn vị đã đóng',
      'Một chứng từ chi từ tài khoản đã đóng. Hồ sơ được lập khi tài khoản còn mở, nhưng từ hôm nay không thể thanh toán từ tài khoản này.',
      'Ở đơn vị: trả lại hồ sơ cho kế toán để chọn tài khoản khác. Ở Kho bạc: yêu cầu bổ sung hoặc từ chối kèm lý do.',
    ],
    [
      'The unit’s account is closed',
      'A voucher pays from an account that is closed. Even if the account was open when the dossier was made, nothing can be paid from it now.',
      'In the unit: return the dossier to its accountant, who chooses another account. At the Treasury: ask for a supplement, or reject with the reason.',
    ],
  ),
  SIGNING_CANCELLED: texts(
    ['Đã hủy ký', 'Bạn đã hủy. Hồ sơ giữ nguyên như trước khi ký.', 'Bấm “Ký số” khi bạn sẵn sàng.'],
    [
      'Signing was cancelled',
      'You cancelled. The dossier is as it was.',
      'Choose “Sign” when you are ready.',
    ],
  ),
  SIGNING_RUNNING: texts(
    [
      'Hồ sơ đang nằm trong đợt ký khác',
      'Một đợt ký trên máy này đang làm với hồ sơ này, hoặc đang chờ bạn xác nhận trên điện thoại.',
      'Chờ đợt ký xong hoặc dừng đợt ký, rồi ký lại nếu hồ sơ còn chờ.',
    ],
    [
      'The dossier is part of another batch',
      'A batch on this machine is at work on this dossier, or waits for your confirmation on the phone.',
      'Wait for the batch or stop it, then sign if the dossier still waits.',
    ],
  ),
  SIGNED_OTHERWISE: texts(
    [
      'Hồ sơ đã được ký bằng chứng thư số khác',
      'Trong lúc bạn ký, người có cùng quyền đã ký và gửi hồ sơ bằng chứng thư số khác. Chữ ký bạn vừa tạo không được dùng.',
      'Mở hồ sơ để xem ai đã ký. Bạn không phải ký lại.',
    ],
    [
      'The dossier was signed with another certificate',
      'While you were signing, somebody with the same right signed and sent the dossier with another certificate. The signature that you have just made was not used.',
      'Open the dossier to see who signed it. You need not sign again.',
    ],
  ),
  SIGNING_JOB_UNKNOWN: texts(
    [
      'Phiên ký không còn',
      'Phiên ký này đã kết thúc hoặc chương trình đã khởi động lại.',
      'Xem danh sách hồ sơ: yêu cầu còn chờ trên điện thoại đứng ở đầu danh sách. Nếu không có, mở lại hồ sơ và bấm “Ký số”.',
    ],
    [
      'The signing session is gone',
      'This signing session has ended or the program restarted.',
      'Look at the list of dossiers: a request that still waits on the phone stands at its head. If there is none, open the dossier and choose “Sign” again.',
    ],
  ),
} as const;

/** What tells a change dossier from a first registration: a reason, a standing version, and something that changes. */
import type { ValidationIssue } from '../../contract/issue.ts';
import { judgeText } from '../vouchers/field-rules.ts';
import { blocks } from '../vouchers/issues.ts';
import { registrationChanges } from './changes.ts';
import type { RegistrationContent } from './registration.ts';

export function judgeKind(
  content: RegistrationContent,
  before: RegistrationContent | undefined,
): readonly ValidationIssue[] {
  return content.kind === 'first' ? judgeFirst(content) : judgeChange(content, before);
}

function judgeFirst({ reason, standingVersion, members }: RegistrationContent): readonly ValidationIssue[] {
  const issues: ValidationIssue[] = [];
  if (reason !== '') {
    issues.push(
      blocks(
        'reason',
        'NOT_IN_FIRST',
        'Đăng ký lần đầu không có lý do thay đổi. Xóa nội dung này.',
        'A first registration has no reason for a change. Clear it.',
      ),
    );
  }
  if (standingVersion !== 0) {
    issues.push(
      blocks(
        'standingVersion',
        'NOT_IN_FIRST',
        'Đăng ký lần đầu không dựa trên đăng ký nào trước đó. Tạo lại hồ sơ.',
        'A first registration builds on no other. Start the dossier again.',
      ),
    );
  }
  members.forEach(({ username }, at) => {
    if (username === null) return;
    issues.push(
      blocks(
        `members.${at}.username`,
        'NOT_IN_FIRST',
        'Đăng ký lần đầu chưa có tài khoản đăng nhập. Xóa thành viên này và thêm lại.',
        'A first registration has no user names yet. Delete this member and add it again.',
      ),
    );
  });
  return issues;
}

function judgeChange(
  content: RegistrationContent,
  before: RegistrationContent | undefined,
): readonly ValidationIssue[] {
  const issues = [
    ...judgeText(content.reason, 'reason', { vi: 'Lý do thay đổi', en: 'Reason for the change' }),
  ];
  if (content.standingVersion < 1) {
    issues.push(
      blocks(
        'standingVersion',
        'STANDING_REQUIRED',
        'Hồ sơ thay đổi phải dựa trên đăng ký đang có hiệu lực. Mở lại từ “Đăng ký thay đổi, bổ sung”.',
        'A change builds on the registration in force. Start again from “Change registration”.',
      ),
    );
  }
  if (before === undefined) return issues;
  if (content.unit.unitCode !== before.unit.unitCode) {
    issues.push(
      blocks(
        'unit.unitCode',
        'UNIT_CODE_FIXED',
        `Không đổi được mã ĐVQHNS ${before.unit.unitCode} trong hồ sơ thay đổi. Mã mới cần đăng ký lần đầu.`,
        `A change dossier cannot change the unit code ${before.unit.unitCode}. A new code needs a first registration.`,
      ),
    );
  }
  if (content.unit.treasuryCode !== before.unit.treasuryCode) {
    issues.push(
      blocks(
        'unit.treasuryCode',
        'TREASURY_FIXED',
        'Đổi Kho bạc giao dịch phải làm thủ tục tại KBNN, không đổi được bằng hồ sơ này.',
        'Another treasury office is arranged at the Treasury itself; this dossier cannot change it.',
      ),
    );
  }
  issues.push(...judgeUsernames(content, before));
  if (registrationChanges(before, content).length > 0) return issues;
  return [
    ...issues,
    blocks(
      'reason',
      'NO_CHANGES',
      'Chưa có thông tin nào khác với đăng ký hiện tại. Sửa thông tin cần thay đổi trước khi lưu.',
      'Nothing differs from the present registration. Change something before saving.',
    ),
  ];
}

/** A member keeps the account that was issued; nobody takes over another's. */
function judgeUsernames(
  content: RegistrationContent,
  before: RegistrationContent,
): readonly ValidationIssue[] {
  const standing = new Map(before.members.map(({ id, username }) => [id, username]));
  return content.members.flatMap(({ id, username }, at) =>
    username === (standing.get(id) ?? null)
      ? []
      : [
          blocks(
            `members.${at}.username`,
            'USERNAME_FIXED',
            'Tài khoản đăng nhập của thành viên không khớp với đăng ký hiện tại. Xóa thành viên này và thêm lại.',
            'The member’s user name is not the one of the present registration. Delete this member and add it again.',
          ),
        ],
  );
}

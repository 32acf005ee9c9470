/** Rules of step 3: the members together. */
import type { ValidationIssue } from '../../contract/issue.ts';
import { signingStepOf } from '../people/roles.ts';
import { repeats } from '../vouchers/ids.ts';
import { advises, blocks } from '../vouchers/issues.ts';
import { accountNumbers } from './account-numbers.ts';
import type { RegistrationContent, RegistrationMember } from './registration.ts';
import type { RegistrationContext } from './validate.ts';
import { judgeMember } from './validate-member.ts';

/** CTK and up to 3 authorised; KTT and up to 2 (`../shared/domain.md`, certificate rules). */
const mostSigners = { CTK: 4, KTT: 3 } as const;

export function judgeMembers(
  content: RegistrationContent,
  context: RegistrationContext,
): readonly ValidationIssue[] {
  const { members } = content;
  const used = new Set(accountNumbers(content).flatMap(({ number, used }) => (used ? [number] : [])));
  return [
    ...judgeTitles(members),
    ...members.flatMap((member, at) =>
      judgeMember(member, `members.${at}`, {
        used,
        today: context.today,
        standing: context.before?.members.find(({ id }) => id === member.id),
      }),
    ),
    ...judgeSigners(members, context),
    ...judgeRepeats(members),
  ];
}

function judgeTitles(members: readonly RegistrationMember[]): readonly ValidationIssue[] {
  const has = (...roles: readonly string[]) => members.some(({ role }) => roles.includes(role));
  const issues: ValidationIssue[] = [];
  if (!has('CTK')) {
    issues.push(
      blocks(
        'members',
        'NO_CTK',
        'Chưa khai Chủ tài khoản. Thêm thành viên có quyền Chủ tài khoản.',
        'There is no account holder (CTK). Add a member with that role.',
      ),
    );
  }
  if (!has('KTT', 'UQ_KTT')) {
    issues.push(
      advises(
        'members',
        'NO_KTT',
        'Chưa khai Kế toán trưởng: chứng từ sẽ không có ai ký chữ ký thứ hai.',
        'There is no chief accountant: nobody can give the second signature on vouchers.',
      ),
    );
  }
  if (!has('KTV')) {
    issues.push(
      advises(
        'members',
        'NO_KTV',
        'Chưa khai Nhân viên (Kế toán viên): sẽ không có ai lập hồ sơ và chứng từ.',
        'There is no accountant (KTV): nobody can prepare dossiers and vouchers.',
      ),
    );
  }
  return issues;
}

function judgeSigners(
  members: readonly RegistrationMember[],
  { firstSigners = mostSigners.CTK, secondSigners = mostSigners.KTT }: RegistrationContext,
): readonly ValidationIssue[] {
  const placesOf = (fits: (member: RegistrationMember) => boolean) =>
    members.flatMap((member, at) => (fits(member) ? [at] : []));
  const second = ({ role }: RegistrationMember) => signingStepOf(role) === 'KTT';
  const first = ({ role }: RegistrationMember) => signingStepOf(role) === 'CTK';
  return [
    ...(['CTK', 'KTT'] as const).flatMap((title) =>
      placesOf(({ role }) => role === title)
        .slice(1)
        .map((at) =>
          blocks(
            `members.${at}.role`,
            'ROLE_REPEATED',
            title === 'CTK'
              ? 'Đơn vị chỉ có một Chủ tài khoản. Chọn “Ủy quyền Chủ tài khoản” cho người này.'
              : 'Đơn vị chỉ có một Kế toán trưởng. Chọn “Ủy quyền Kế toán trưởng” cho người này.',
            `A unit has one ${title} only. Give this member the authorised role (UQ_${title}).`,
          ),
        ),
    ),
    ...placesOf(first)
      .slice(firstSigners)
      .map((at) => tooMany(at, 'thứ nhất', 'first', firstSigners)),
    ...placesOf(second)
      .slice(secondSigners)
      .map((at) => tooMany(at, 'thứ hai', 'second', secondSigners)),
  ];
}

function tooMany(at: number, vi: string, en: string, most: number): ValidationIssue {
  return blocks(
    `members.${at}.role`,
    'SIGNERS_TOO_MANY',
    `Hồ sơ tài khoản chỉ cho ${most} người ký chữ ký ${vi}. Bớt người được ủy quyền, hoặc bổ sung hồ sơ tài khoản tại KBNN trước.`,
    `The account file allows ${most} people to give the ${en} signature. Take out authorised signers, or have the account file changed at KBNN first.`,
  );
}

function judgeRepeats(members: readonly RegistrationMember[]): readonly ValidationIssue[] {
  const places = (read: (member: RegistrationMember) => string) => [...repeats(members.map(read))];
  return [
    ...places(({ identityNumber }) => identityNumber.trim()).map((at) =>
      blocks(
        `members.${at}.identityNumber`,
        'MEMBER_REPEATED',
        'Số giấy tờ này đã có ở thành viên khác. Mỗi người chỉ khai một lần.',
        'Another member has this identity number. Each person is listed once.',
      ),
    ),
    ...places(({ certificate }) => certificate?.thumbprint ?? '').map((at) =>
      blocks(
        `members.${at}.certificate`,
        'CERT_REPEATED',
        'Chứng thư số này đã gắn với thành viên khác trong hồ sơ. Lấy chứng thư số của đúng người.',
        'This certificate is another member’s in this dossier. Fetch the one of this person.',
      ),
    ),
    ...places(({ username }) => username?.toLowerCase() ?? '').map((at) =>
      blocks(
        `members.${at}.username`,
        'USERNAME_REPEATED',
        'Tài khoản đăng nhập này đã có ở thành viên khác. Xóa thành viên này và thêm lại.',
        'Another member has this user name. Delete this member and add it again.',
      ),
    ),
    // Each gets a link and a password of their own by letter.
    ...places(({ email }) => email.trim().toLowerCase()).map((at) =>
      advises(
        `members.${at}.email`,
        'EMAIL_REPEATED',
        'Email này đã có ở thành viên khác: hai người sẽ đọc được liên kết và mật khẩu của nhau.',
        'Another member has this e-mail: the two can read each other’s links and passwords.',
      ),
    ),
  ];
}

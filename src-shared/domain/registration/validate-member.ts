/** Rules of one member: the texts, the accounts, and the form of signature that fits the role. */
import type { ValidationIssue } from '../../contract/issue.ts';
import { formatDate, vietnamDate, vietnamDaysBetween } from '../calendar/vietnam-date.ts';
import { roleNames, signingStepOf } from '../people/roles.ts';
import { forbiddenCharacter } from '../text/printable.ts';
import { repeats } from '../vouchers/ids.ts';
import { advises, blocks } from '../vouchers/issues.ts';
import { outsideXml } from '../xml/characters.ts';
import { memberFields } from './fields.ts';
import type { MemberCertificate, RegistrationMember } from './registration.ts';
import { judgeFields } from './judge-fields.ts';

/** Long enough for a renewal and the change dossier that follows it. */
const renewalDays = 30;

/**
 * `used`: the account numbers that the unit has and has not taken out. `standing`: the member as registered, in a change:
 * a certificate that stands there and has expired since is a colleague's own affair and holds nobody else up.
 */
export function judgeMember(
  member: RegistrationMember,
  path: string,
  {
    used,
    today,
    standing,
  }: {
    readonly used: ReadonlySet<string>;
    readonly today: string;
    readonly standing: RegistrationMember | undefined;
  },
): readonly ValidationIssue[] {
  const stands =
    member.certificate !== null && standing?.certificate?.thumbprint === member.certificate.thumbprint;
  const signature = judgeSignature(member, path, today);
  return [
    ...judgeFields(memberFields, member, path, today),
    ...judgePermitted(member.accounts, `${path}.accounts`, used),
    ...(stands
      ? signature.map((issue) => (timely.has(issue.code) ? { ...issue, blocking: false } : issue))
      : signature),
  ];
}

/** What only the passing of time has made of a certificate. */
const timely: ReadonlySet<string> = new Set(['CERT_EXPIRED', 'CERT_NOT_YET_VALID']);

function judgePermitted(
  accounts: readonly string[],
  path: string,
  used: ReadonlySet<string>,
): readonly ValidationIssue[] {
  const gone = new Set(accounts.filter((number) => !used.has(number)));
  if (gone.size > 0) {
    // May be anything: what cannot be printed is not repeated.
    const shown = [...gone]
      .map((number) => (forbiddenCharacter(number) === undefined ? number : '…'))
      .join(', ');
    return [
      blocks(
        path,
        'ACCOUNT_NOT_USED',
        gone.size === 1
          ? `Số tài khoản ${shown} không còn trong danh sách giao dịch của đơn vị. Bỏ tích số này.`
          : `Các số tài khoản ${shown} không còn trong danh sách giao dịch của đơn vị. Bỏ tích các số này.`,
        gone.size === 1
          ? `The account ${shown} is not in the unit’s list. Untick it.`
          : `The accounts ${shown} are not in the unit’s list. Untick them.`,
      ),
    ];
  }
  if (repeats(accounts).size > 0) {
    return [
      blocks(
        path,
        'ACCOUNT_REPEATED',
        'Một số tài khoản được chọn hai lần. Bỏ tích rồi tích lại.',
        'An account is listed twice. Untick it and tick it again.',
      ),
    ];
  }
  if (accounts.length > 0) return [];
  return [
    advises(
      path,
      'NO_PERMITTED_ACCOUNTS',
      'Thành viên chưa được sử dụng số tài khoản nào. Tích các số tài khoản được phép.',
      'This member may use no account. Tick the permitted ones.',
    ),
  ];
}

function judgeSignature(member: RegistrationMember, path: string, today: string): readonly ValidationIssue[] {
  const { role, signatureForm, certificate } = member;
  if (signingStepOf(role) === undefined) {
    if (signatureForm === 'none' && certificate === null) return [];
    return [
      blocks(
        `${path}.signatureForm`,
        'SIGNATURE_NOT_NEEDED',
        `${roleNames[role]} không ký số. Bỏ hình thức đăng ký chữ ký số của thành viên này.`,
        `A ${role} signs nothing. Remove this member’s form of signature.`,
      ),
    ];
  }
  if (signatureForm === 'none') {
    return [
      blocks(
        `${path}.signatureForm`,
        'SIGNATURE_FORM_REQUIRED',
        `${roleNames[role]} phải ký số. Chọn chứng thư số token hoặc remote CA.`,
        `A ${role} signs. Choose token or remote CA.`,
      ),
    ];
  }
  return certificate === null ? [] : judgeCertificate(certificate, `${path}.certificate`, today);
}

function judgeCertificate(
  { notBefore, notAfter, subject, issuer }: MemberCertificate,
  path: string,
  today: string,
): readonly ValidationIssue[] {
  // Names come from the certificate as its issuer wrote them, but the data of record must be able to hold them.
  if (outsideXml.test(subject + issuer)) {
    return [
      blocks(
        path,
        'CERT_UNREADABLE',
        'Tên trong chứng thư số có ký tự không ghi được vào hồ sơ. Liên hệ nhà cung cấp chứng thư số.',
        'The certificate’s names hold a character that the dossier cannot carry. Ask whoever issued it.',
      ),
    ];
  }
  const [first, last] = [vietnamDate(new Date(notBefore)), vietnamDate(new Date(notAfter))];
  if (last < today) {
    return [
      blocks(
        path,
        'CERT_EXPIRED',
        `Chứng thư số đã hết hạn ngày ${formatDate(last)}. Gia hạn rồi lấy lại thông tin chứng thư số.`,
        `The certificate expired on ${formatDate(last)}. Renew it and fetch its data again.`,
      ),
    ];
  }
  if (first > today) {
    return [
      blocks(
        path,
        'CERT_NOT_YET_VALID',
        `Chứng thư số chỉ có hiệu lực từ ${formatDate(first)}. Kiểm tra ngày giờ của máy, hoặc đợi đến ngày đó.`,
        `The certificate is valid from ${formatDate(first)}. Check this machine’s clock, or wait until then.`,
      ),
    ];
  }
  const left = vietnamDaysBetween(new Date(`${today}T00:00:00+07:00`), new Date(notAfter));
  if (left > renewalDays) return [];
  return [
    advises(
      path,
      'CERT_EXPIRES_SOON',
      `Chứng thư số còn ${left} ngày (đến ${formatDate(last)}). Nên gia hạn trước khi đăng ký.`,
      `The certificate has ${left} days left (until ${formatDate(last)}). Better renew it before registering.`,
    ),
  ];
}

/** The members of a declaration: who they are, what they may do, and with which certificate they sign. */
import { formatDate, vietnamDay } from '#shared/domain/calendar/vietnam-date.ts';
import { roleNames, signingStepOf } from '#shared/domain/people/roles.ts';
import { accountNumbers } from '#shared/domain/registration/account-numbers.ts';
import { signatureFormNames } from '#shared/domain/registration/changes.ts';
import type { RegistrationContent, RegistrationMember } from '#shared/domain/registration/registration.ts';
import { bodyWidth, type Sheet } from '../sheet.ts';
import { drawTable, type Cell } from './table.ts';
import type { Title } from './title.ts';

export function drawMembers(sheet: Sheet, title: Title, content: RegistrationContent): void {
  const accountsOf = permittedIn(content);
  const columns = [
    { head: 'STT', width: 28, align: 'center' },
    { head: 'Họ và tên, giấy tờ, liên hệ', width: 158 },
    { head: 'Chức danh, quyền sử dụng', width: 88 },
    { head: 'Số tài khoản được sử dụng', width: 92 },
    { head: 'Chữ ký số', width: bodyWidth - 366 },
  ] as const;
  drawTable(
    sheet,
    title,
    columns,
    content.members.map((member, at) => [
      String(at + 1),
      [...personOf(member), `ĐT: ${member.phone}`, `Email: ${member.email}`],
      titleOf(member),
      accountsOf(member),
      signatureOf(member),
    ]),
  );
}

/** As `drawMembers`, of those who look things up on a phone: what counts is how they are reached. */
export function drawMobileUsers(sheet: Sheet, title: Title, content: RegistrationContent): void {
  const accountsOf = permittedIn(content);
  const columns = [
    { head: 'STT', width: 28, align: 'center' },
    { head: 'Họ và tên, giấy tờ', width: 158 },
    { head: 'Chức danh, quyền sử dụng', width: 88 },
    { head: 'Số điện thoại, email', width: 126 },
    { head: 'Số tài khoản được tra cứu', width: bodyWidth - 400 },
  ] as const;
  drawTable(
    sheet,
    title,
    columns,
    content.members.map((member, at) => [
      String(at + 1),
      personOf(member),
      titleOf(member),
      [member.phone, member.email],
      accountsOf(member),
    ]),
  );
}

type Paragraphs = Exclude<Cell, string>;

/** Beyond these, a member who may use them all would fill pages with what the list of numbers says already. */
const mostNamed = 12;

function permittedIn(content: RegistrationContent): (member: RegistrationMember) => Paragraphs {
  const used = accountNumbers(content).flatMap((account) => (account.used ? [account.number] : []));
  return ({ accounts }) => {
    const permitted = new Set(accounts);
    if (used.length <= mostNamed || permitted.size !== used.length) return accounts;
    if (!used.every((number) => permitted.has(number))) return accounts;
    return [`Tất cả ${String(used.length)} số tài khoản giao dịch của đơn vị`];
  };
}

function personOf({ name, identityNumber, issuedOn, issuedAt }: RegistrationMember): Paragraphs {
  const issued = issuedOn === '' ? '' : `cấp ngày ${formatDate(issuedOn)}`;
  const place = issuedAt === '' ? '' : `tại ${issuedAt}`;
  return [
    [name, 'bold'],
    `Số giấy tờ: ${[identityNumber, [issued, place].filter((part) => part !== '').join(' ')].filter((part) => part !== '').join(', ')}`,
  ];
}

function titleOf({ title, role, username }: RegistrationMember): Paragraphs {
  return [title, [`Quyền: ${roleNames[role]}`, 'italic'], username === null ? '' : `Tài khoản: ${username}`];
}

function signatureOf({ role, signatureForm, certificate }: RegistrationMember): Paragraphs {
  if (signingStepOf(role) === undefined) return ['Không ký số'];
  if (certificate === null) return [signatureFormNames[signatureForm], ['(chưa lấy chứng thư số)', 'italic']];
  return [
    signatureFormNames[signatureForm],
    `Serial: ${certificate.serial}`,
    `Hiệu lực: ${vietnamDay(new Date(certificate.notBefore))}`,
    `Hết hạn: ${vietnamDay(new Date(certificate.notAfter))}`,
  ];
}

import type { RegistrationSummary, RegistrationView } from '#shared/contract/registration/window.ts';
import { vietnamMinute } from '#shared/domain/calendar/vietnam-date.ts';
import { roleNames } from '#shared/domain/people/roles.ts';
import { registrationStatusNames } from '#shared/domain/registration/registration.ts';
import type { Printer } from '../printer.ts';
import { shown } from '../visible.ts';

const savedWords: Readonly<Record<RegistrationSummary['saved']['state'], string>> = {
  edited: 'chưa lưu lên hệ thống',
  queued: 'chờ gửi khi có mạng',
  sent: 'đã lưu',
  refused: 'hệ thống từ chối, cần sửa',
};
const confirmationWords: Readonly<Record<RegistrationView['confirmations'][number]['state'], string>> = {
  'not-needed': 'không cần xác nhận',
  waiting: 'chờ xác nhận',
  confirmed: 'đã xác nhận',
  declined: 'báo sai thông tin',
};

/** How a person names it in the next command: its code, or the beginning of its id on this machine. */
export const nameOf = ({ code, id }: Pick<RegistrationSummary, 'code' | 'id'>) => code ?? id.slice(0, 8);

const minuteOf = (at: string) => vietnamMinute(new Date(at));

/** The answer of most commands: the whole dossier. */
export function tell(view: RegistrationView, printer: Printer): void {
  printer.data({ registration: view });
  printer.say(describeView(shown(view)));
}

/** One dossier of a list. What comes in is `shown` already. */
export function describeSummary(summary: RegistrationSummary): string {
  const kind = summary.kind === 'first' ? 'đăng ký sử dụng' : 'thay đổi, bổ sung';
  const note = summary.note === '' ? '' : `\n  Lý do: ${summary.note}`;
  const { unitCode, unitName } = summary;
  const unit = unitCode === '' && unitName === '' ? '(chưa có đơn vị)' : `${unitCode} ${unitName}`.trim();
  return [
    `${summary.code ?? `(chưa có mã) ${nameOf(summary)}`} — ${registrationStatusNames[summary.status]}`,
    `  ${kind}, ${unit}; ${savedWords[summary.saved.state]}; cập nhật ${minuteOf(summary.updatedAt)}${note}`,
  ].join('\n');
}

export function describeView(view: RegistrationView): string {
  const members = view.confirmations.map(({ memberId, name, state, note, certificate }) => {
    const role = view.content.members.find(({ id }) => id === memberId)?.role;
    const serial = certificate === undefined ? '' : `, serial ${certificate.serial}`;
    const title = role === undefined ? '' : ` (${roleNames[role]})`;
    return `  ${name}${title}: ${confirmationWords[state]}${serial}${note === '' ? '' : ` — ${note}`}`;
  });
  const documents = view.documents.map(({ name, signed }) => `  ${name}${signed ? ' (đã ký)' : ''}`);
  const log = view.log.map(({ status, note, at }, index) =>
    [`  ${index + 1}. ${registrationStatusNames[status]}`, minuteOf(at), note]
      .filter((part) => part !== '')
      .join(' · '),
  );
  const issues = view.issues.map(({ message, blocking }) => `  ${blocking ? '✗' : '⚠'} ${message.vi}`);
  const parts: readonly (readonly [string, readonly string[]])[] = [
    ['Thành viên', members],
    ['Tài liệu', documents],
    ['Cần xem lại', issues],
    ['Nhật ký hồ sơ', log],
  ];
  return [
    describeSummary(view),
    ...parts.flatMap(([title, lines]) => (lines.length === 0 ? [] : [`${title}:`, ...lines])),
  ].join('\n');
}

import type { RegistrationSummary, RegistrationView } from '#shared/contract/registration/window.ts';
import { roleNames } from '#shared/domain/people/roles.ts';
import { registrationStatusNames } from '#shared/domain/registration/registration.ts';

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

/** One dossier of a list. What comes in is `shown` already. */
export function describeSummary(summary: RegistrationSummary): string {
  const kind = summary.kind === 'first' ? 'đăng ký sử dụng' : 'thay đổi, bổ sung';
  const note = summary.note === '' ? '' : `\n  Lý do: ${summary.note}`;
  return [
    `${summary.code ?? `(chưa có mã) ${summary.id}`} — ${registrationStatusNames[summary.status]}`,
    `  ${kind}, ${summary.unitCode} ${summary.unitName}; ${savedWords[summary.saved.state]}; cập nhật ${summary.updatedAt}${note}`,
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
    [`  ${index + 1}. ${registrationStatusNames[status]}`, at, note]
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

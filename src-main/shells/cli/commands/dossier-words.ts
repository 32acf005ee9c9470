import type { DossierSummary, DossierView } from '#shared/contract/ipc.ts';
import { vietnamMinute } from '#shared/domain/calendar/vietnam-date.ts';
import { dossierStatusNames } from '#shared/domain/dossiers/dossier.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { roleNames } from '#shared/domain/people/roles.ts';
import { formOf } from '#shared/domain/vouchers/forms/forms.ts';
import { voucherTotal } from '#shared/domain/vouchers/total.ts';

const minuteOf = (at: string) => vietnamMinute(new Date(at));

/** One dossier of a list. What comes in is `shown` already. */
export function describeDossier(dossier: DossierSummary): string {
  const { code, title, status, voucherCount, total, heldBy, heldSince, note } = dossier;
  const holder = heldBy === undefined ? '' : `; đang ở ${roleNames[heldBy]}`;
  const since = heldSince === undefined ? '' : ` từ ${minuteOf(heldSince)}`;
  return [
    `${code} — ${dossierStatusNames[status]}${holder}${since}`,
    `  ${title === '' ? '(chưa có tiêu đề)' : title}: ${String(voucherCount)} chứng từ, ${formatDong(total)} đồng`,
    ...(note === '' ? [] : [`  Ghi chú: ${note}`]),
  ].join('\n');
}

/** One dossier with its vouchers, files, what is still wrong, and its log. What comes in is `shown` already. */
export function describeWholeDossier(view: DossierView): string {
  const vouchers = view.content.vouchers.map((voucher) =>
    [
      `  ${formOf(voucher).fileName}`,
      `số ${voucher.number === '' ? '(chưa có)' : voucher.number}`,
      `${formatDong(voucherTotal(voucher))} đồng`,
    ].join(' · '),
  );
  const documents = view.documents.map(
    ({ name, signedBy }) =>
      `  ${name}${signedBy.length === 0 ? '' : ` (đã ký: ${signedBy.map((step) => roleNames[step]).join(', ')})`}`,
  );
  const issues = view.issues.map(({ message, blocking }) => `  ${blocking ? '✗' : '⚠'} ${message.vi}`);
  const log = view.log.map(({ status, note, at, by }, index) =>
    [`  ${String(index + 1)}. ${dossierStatusNames[status]}`, minuteOf(at), by, note]
      .filter((part) => part !== '')
      .join(' · '),
  );
  const parts: readonly (readonly [string, readonly string[]])[] = [
    ['Chứng từ', vouchers],
    ['Tài liệu', documents],
    ['Cần xem lại', issues],
    ['Nhật ký hồ sơ', log],
  ];
  return [
    describeDossier(view),
    ...parts.flatMap(([title, lines]) => (lines.length === 0 ? [] : [`${title}:`, ...lines])),
  ].join('\n');
}

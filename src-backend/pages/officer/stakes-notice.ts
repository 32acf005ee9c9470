import type { ServerRegistration } from '#shared/contract/registration/http.ts';
import { roleNames } from '#shared/domain/people/roles.ts';
import { lossesOf, movedAddresses, standsAsFirstSigner } from '#shared/domain/registration/stakes.ts';
import { markup, type Html } from '../../html/html.ts';
import { notice } from '../layout.ts';

type Dossier = Pick<ServerRegistration, 'content' | 'before' | 'log'>;

/** What the officer must weigh before a change: who signed it, who loses by it, whose letters go elsewhere. */
export function stakesOf({ content, before, log }: Dossier): readonly string[] {
  if (before === undefined) return [];
  const sent = log.findLast(({ status }) => status === 'CHO_KBNN');
  const signers = content.members.filter(({ name }) => name === sent?.by);
  const stands = signers.some(({ id }) => standsAsFirstSigner(id, before));
  return [
    ...(sent === undefined || stands
      ? []
      : [
          `Người ký hồ sơ, ${sent.by}, hiện không đăng ký là Chủ tài khoản hay người được ủy quyền của đơn vị.`,
        ]),
    ...lossesOf(content, before).map(({ member, role }) =>
      role === undefined
        ? `${member.name} (${roleNames[member.role]}) không còn là thành viên và mất quyền đăng nhập.`
        : `${member.name} đổi chức danh từ ${roleNames[member.role]} thành ${roleNames[role]}.`,
    ),
    ...movedAddresses(content, before).map(
      ({ member, from }) => `Thư điện tử của ${member.name} đổi từ ${from} thành ${member.email}.`,
    ),
  ];
}

/** Above a change that waits, and again where its approval is asked; nothing where nobody loses anything. */
export function stakesNotice(dossier: Dossier): Html | undefined {
  const stakes = stakesOf(dossier);
  if (stakes.length === 0) return undefined;
  return notice(
    'warn',
    'Kiểm tra kỹ trước khi phê duyệt',
    ...stakes,
    markup`Nếu thấy bất thường, gọi điện cho đơn vị theo số đang đăng ký, không theo số trong hồ sơ này.`,
  );
}

import { roleNames } from '#shared/domain/people/roles.ts';
import { paragraph } from '../message.ts';
import { plainWords } from '../plain-words.ts';
import { dossierFacts, kindName, subjectOf } from './about-dossier.ts';
import type { Template } from './template.ts';

/** To who is taken out of a unit's registration or loses a title, at the address that stands. */
export const memberLeaving: Template<'member.leaving'> = (letter) => {
  const treasury = plainWords(letter.treasuryName);
  const sent = letter.stage === 'sent';
  const what =
    letter.newRole === undefined
      ? 'bạn không còn là thành viên và không đăng nhập được nữa'
      : `chức danh của bạn đổi từ ${roleNames[letter.role]} thành ${roleNames[letter.newRole]}`;
  return {
    subject: subjectOf(
      sent ? 'Có hồ sơ đề nghị thay đổi quyền của bạn' : 'Quyền của bạn đã thay đổi',
      letter.code,
    ),
    name: letter.name,
    blocks: [
      paragraph(
        sent
          ? `Một ${kindName(letter.kind)} vừa được ký số và gửi tới ${treasury}. Nếu hồ sơ được phê duyệt, ${what}.`
          : `${treasury} đã phê duyệt ${kindName(letter.kind)}. Từ nay ${what}.`,
      ),
      dossierFacts(
        letter,
        ['Chức danh trước đó', roleNames[letter.role]],
        [
          'Chức danh mới',
          letter.newRole === undefined ? 'Không còn là thành viên' : roleNames[letter.newRole],
        ],
        ['Người ký hồ sơ (do người kê khai ghi)', plainWords(letter.signer)],
        ['Nơi nhận', treasury],
      ),
      paragraph('Việc cần làm: nếu bạn đã biết việc này thì không cần làm gì.'),
      paragraph(
        `Nếu không phải bạn hoặc đơn vị bạn đề nghị, hay bạn không biết việc này: liên hệ ${treasury} ngay${sent ? ', trước khi hồ sơ được phê duyệt' : ''}.`,
      ),
    ],
  };
};

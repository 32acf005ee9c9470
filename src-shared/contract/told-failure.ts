import { failureText, type Failure, type Language } from './errors.ts';
import type { FailureText } from './errors/text.ts';
import type { CertificateView } from './tokens.ts';

/** The catalogue's texts, said plainer where the details of the failure name a person or what was being done. */
export function toldFailure({ code, details }: Failure, language: Language): FailureText {
  const text = failureText(code, language);
  if (code === 'BACKEND_UNREACHABLE') return toldNoLine(text, details?.['handover'], language);
  if (code !== 'CERT_OF_ANOTHER') return text;
  const holder = details?.['registeredFor'];
  if (typeof holder !== 'string') return toldOwner(text, details?.['owner'], language);
  return language === 'vi'
    ? { ...text, explanation: `Chứng thư số này đăng ký cho ${holder}, không phải của bạn.` }
    : { ...text, explanation: `This certificate is registered for ${holder}, not for you.` };
}

/** Who signs a registration has no draft: what counts is whether the signature has arrived. */
function toldNoLine(text: FailureText, handover: unknown, language: Language): FailureText {
  switch (handover) {
    case 'not-sent':
      return language === 'vi'
        ? {
            ...text,
            explanation:
              'Máy chủ không trả lời. Hồ sơ chưa được gửi, chữ ký chưa được ghi nhận; không có gì thay đổi.',
            remedy: 'Khi có mạng, bấm “Ký lại”.',
          }
        : {
            ...text,
            explanation: 'The server does not answer. Nothing was sent and no signature was recorded.',
            remedy: 'Sign again once there is a line.',
          };
    case 'unanswered':
      return language === 'vi'
        ? {
            ...text,
            explanation:
              'Mất mạng khi đang gửi chữ ký, nên chưa có trả lời của máy chủ: hồ sơ chưa được coi là đã gửi.',
            remedy:
              'Khi có mạng, mở lại hồ sơ: nếu vẫn “Chờ phê duyệt” thì bấm “Ký lại”; nếu đã “Chờ cán bộ KBNN tiếp nhận hồ sơ” thì chữ ký đã tới nơi.',
          }
        : {
            ...text,
            explanation:
              'The line broke while the signatures were sent, so it is not known that they arrived.',
            remedy:
              'Once there is a line, open the dossier: if it still waits for approval, sign again; if it waits for the Treasury, they have arrived.',
          };
    default:
      return text;
  }
}

/** A member showed a certificate that names somebody else: whether that one is registered for anybody is not the point. */
function toldOwner(text: FailureText, owner: unknown, language: Language): FailureText {
  if (typeof owner !== 'string') return text;
  return language === 'vi'
    ? {
        heading: 'Chứng thư số của người khác',
        explanation: `Chứng thư số ghi tên ${owner}, không khớp họ tên hoặc số giấy tờ của thành viên trong hồ sơ.`,
        remedy: 'Cắm token của bạn và lấy lại thông tin; nếu hồ sơ ghi sai, báo cho người kê khai.',
      }
    : {
        heading: 'The certificate is another person’s',
        explanation: `It names ${owner}, which is not the name or identity number of the member in the dossier.`,
        remedy: 'Plug in your own token and fetch it again; if the dossier is wrong, tell whoever declared.',
      };
}

/** One reason why a certificate cannot sign, in one line: what it is, then what to do. */
export function toldRefusal(
  { refusals, registeredFor }: Pick<CertificateView, 'refusals' | 'registeredFor'>,
  language: Language,
): readonly { readonly code: Failure['code']; readonly heading: string; readonly remedy: string }[] {
  const details =
    registeredFor === undefined ? {} : { registeredFor: `${registeredFor.name} (${registeredFor.role})` };
  return refusals.map((code) => {
    const { heading, explanation, remedy } = toldFailure({ code, details }, language);
    // Whose it is says more than the heading does.
    const named = code === 'CERT_OF_ANOTHER' && registeredFor !== undefined;
    return { code, heading: named ? explanation.replace(/\.$/, '') : heading, remedy };
  });
}

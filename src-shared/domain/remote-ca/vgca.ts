import { withoutAccents } from '../text/accents.ts';

/** As issuers write it: `Ban Cơ yếu Chính phủ`, `Cục Chứng thực số và Bảo mật thông tin`, `VGCA`, `Co quan chung thuc so chuyen dung`. */
const marks = [
  /\bvgca\b/,
  /\bban co yeu\b/,
  /\bgovernment cipher\b/,
  /\bchung thuc so chuyen dung\b/,
  /\bcuc chung thuc so va bao mat thong tin\b/,
];

/**
 * Whether a certificate was issued by the Government Cipher Committee (official-duty certificates, Nghị định 68/2024),
 * by the distinguished name of its issuer in whatever spelling. These sign with a token alone.
 */
export function isVgcaIssuer(issuer: string): boolean {
  const plain = withoutAccents(issuer.replace(/[_-]+/g, ' '));
  return marks.some((mark) => mark.test(plain));
}

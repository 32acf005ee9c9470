import { replaceSeen } from './seen-text.ts';

const hidden = '***';

/** What is never a secret after these words: the states, deeds and things that messages speak of. */
const ordinary =
  /^(?:ok|low|final|locked|must|not|none|no|is|was|are|and|or|of|for|to|in|on|at|the|a|wrong|incorrect|invalid|required|needed|refused|failed|expired|missing|pad|try|tries|change[ds]?|entry|length|min|max|state|field|check|policy|reset|forgotten|saved|set|sai|dung|khong|chua|bi|da|dang|moi|cu|cua|kho|het|nhap|quen|doi|phai|can|con|co|va|hay|hoac|trong|tren|vao|ra|de|duoc|cho|khi|nay|binh|thuong|khoa|chi|dai|ngan|ky|tu|puk|pin|token|usb|mat|khau|dvctt|du|lieu|toi|em|anh|minh|so|ma|serial|label|nhan|may|loi|thu|mot|hai|ba|lan|luot|la|state[s]?|information|present|inserted|removed|found|slot|user|with|driver|ca)$/;
const own =
  '(?:cua (?:toi|em|anh|chi|minh|no|ke toan)|my|cu|moi|hien tai|dang dung|dung|sai|dang nhap|kho|token)';
const said = '(?:la|is|was|[:=]|->|→)';
const quote = '["\'“”‘’«»`]';

/** Words whose value is a secret, whatever it looks like. */
const passwords =
  'mat khau|matkhau|mk|passphrase|passwords?|passwd|pass|pwd|secrets?|bi mat|access[-_ ]?token|session[-_ ]?token';
/** Words of which states are told as well. */
const codes = 'ma pin|so pin|mapin|pin|puk|ma puk|otp|ma otp|token';

const pattern = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(${passwords})|(${codes}))(${quote}?\\s*(?:(?:${own})(?![\\p{L}\\p{N}])\\s*)*)` +
    `(?:(${said})(?![\\p{L}\\p{N}])\\s*)*(${quote}?)([^\\s,;"“”‘’'«»&}]{3,})`,
  'gu',
);

/** Hides what is written after the word for a secret, in Vietnamese and English, with accents or without. */
export function redactSecrets(text: string): string {
  return replaceSeen(
    text,
    pattern,
    ([found, password, code, between = '', assertion, opening = '', value = '']) => {
      const bare = value.replace(/[.!?)]+$/, '');
      if (bare.startsWith(hidden) || ordinary.test(bare) || bare === '') return undefined;
      if (
        !isSecret({
          password: password !== undefined,
          code,
          assertion,
          opening,
          owned: /\p{L}/u.test(between),
          bare,
        })
      )
        return undefined;
      return found.slice(0, found.length - value.length) + hidden + value.slice(bare.length);
    },
    true,
  );
}

interface Candidate {
  readonly password: boolean;
  readonly code: string | undefined;
  readonly assertion: string | undefined;
  readonly opening: string;
  readonly owned: boolean;
  readonly bare: string;
}

function isSecret({ password, code, assertion, opening, owned, bare }: Candidate): boolean {
  if (password) return true;
  const digits = /\p{Nd}/u.test(bare);
  if (code === 'token') {
    // A token is a thing with a name and a number as well.
    return (
      digits &&
      /\p{L}/u.test(bare) &&
      !/^(?:e?pass|vnpt|viettel|fpt|bkav|smart|v\d)/.test(bare) &&
      bare.length >= 5
    );
  }
  if (bare.length < 4) return false;
  if (digits) return !/^\p{Nd}–/u.test(bare);
  return (assertion !== undefined && assertion !== ':') || owned || opening !== '';
}

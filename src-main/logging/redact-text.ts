import { homedir } from 'node:os';
import { cleanText, cutCleanly } from './clean-text.ts';
import { withoutHomes } from './redact-homes.ts';
import { redactCoded, redactNumbers } from './redact-numbers.ts';
import { redactSecrets } from './redact-secrets.ts';
import { replaceSeen } from './seen-text.ts';

/** The one address that is nobody's: where support is. */
const publicAddress = 'hotrocntt@vst.gov.vn';
const hidden = '***';
const mostRounds = 6;

/** Words whose value is a secret, however it is written. */
const secretWord =
  'passwords?|passwd|pwd|mat khau|cookies|secrets?|api[-_ ]?key|(?:access|session|refresh|id)[-_ ]?token|x-api-key|sessionid|bearer';
/** Words that have other meanings here: a token is a thing, a PIN has a state. Their value is a secret when written as one. */
const doubtfulWord = 'pin|puk|so[-_ ]?pin|token|session|sid|otp';
const value = '(?:"[^"]*"?|\'[^\']*\'?|“[^”]*”?|[^\\s,;&}"\']+)';

/** 32 random bytes in base64url: the secret of a link or of who declares, wherever it stands. */
const letterSecret = /(?<![\w-])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{43}(?![\w-])/g;

const rules: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]+-----.*?(?:-----END [A-Z ]+-----|$)/gs, '[PEM]'],
  // A header's value goes to the end of its line: a cookie has several parts.
  // A passphrase is often a sentence.
  [
    /(?<![\p{L}\p{N}])((?:set-)?cookie|authorization|passphrase|mật khẩu(?: kho)?)(["']?\s*[:=]\s*).*$/giu,
    `$1$2${hidden}`,
  ],
  [/\b(bearer|basic|digest|negotiate|ntlm)\s+[\w+/=.~-]{6,}/giu, `$1 ${hidden}`],
  [/\beyJ[\w-]{5,}(?:\.[\w-]+)*/g, hidden],
  [/(\/\/)[^\s/@]+@/g, `$1${hidden}@`],
  // Links of letters open a dossier for whoever has them, also when a part is missing.
  [/\bdvctt:\/\/[^\s"'<>]+/gi, `dvctt://${hidden}`],
  [/(\/lien-ket\/)[^\s"'<>/?#]+/gi, `$1${hidden}`],
  [letterSecret, hidden],
  [new RegExp(`(?<![\\p{L}\\p{N}])(${secretWord})(["'”]?\\s*[:=]\\s*)${value}`, 'giu'), `$1$2${hidden}`],
  [
    new RegExp(`(?<![\\p{L}\\p{N}])(${doubtfulWord})(["']?=["']?|["']\\s*:\\s*)${value}`, 'giu'),
    `$1$2${hidden}`,
  ],
  // “PIN: 123456”, “mã PIN là 123456”, “PIN 123456”; not “PIN: 3”, which is a number of tries.
  [
    /(?<![\p{L}\p{N}])(pin|puk|otp)([^\p{L}\p{N}*]{0,3}(?:là |is |was )?)(?!\*{3})(?=[^\s,;]*\p{Nd})[\p{L}\p{N}!@#$%^&*_+-]{4,}/giu,
    `$1$2${hidden}`,
  ],
];

/** Serials, digests, thumbprints: not a person's number, but a person's track. */
const hexadecimal = /(?<![\p{L}\p{N}])(?=[0-9a-f]*\p{Nd})[0-9a-f]{16,}(?![\p{L}\p{N}])/giu;
/** Keys, tokens of sessions, sealed PINs: long, without spaces, of letters and digits. */
const opaque = /(?<![\w+-])(?=[\w+-]*\p{Nd})(?=[\w+-]*\p{L})[\w+-]{40,}={0,2}/gu;

const ownHome = homedir();

/**
 * Takes out of a text what must not be read by others: secrets, personal numbers (their last three digits remain),
 * the local part of e-mail addresses, serials and digests (their last three remain), the names of home folders. The text
 * is cleaned (`cleanText`) and cut to `limit` characters. What it answers it leaves as it is a second time.
 */
export function redactText(text: string, limit = 2000, home: string = ownHome): string {
  let line = withoutHomes(cleanText(text, limit).replaceAll(publicAddress, '\u0001'), home);
  // What one rule takes away may bring two halves together that another knows.
  for (let round = 0, before = ''; round < mostRounds && before !== line; round += 1) {
    before = line;
    line = hide(line);
  }
  line = line.replaceAll('\u0001', publicAddress);
  return line.length <= limit ? line : `${cutCleanly(line, limit - 1)}…`;
}

/** A host need not have a dot: `lan@localhost`. */
const mailbox = /(?<![\p{L}\p{N}\p{M}.!#$&'+=?^_`|~-])[\p{L}\p{N}\p{M}.!#$&'+=?^_`|~-]+@(?=[\p{L}\p{N}])/gu;

function hide(text: string): string {
  let line = text;
  for (const [pattern, replacement] of rules) line = line.replace(pattern, replacement);
  line = redactSecrets(line);
  line = replaceSeen(line, mailbox, () => `${hidden}@`);
  line = redactCoded(line);
  // What follows is about numbers.
  if (!/[\p{Nd}\p{No}]/u.test(line)) return line;
  return redactNumbers(
    line
      .replace(hexadecimal, (found) => `${hidden}${found.slice(-3)}`)
      .replace(opaque, (found) => `${hidden}${found.slice(-3)}`),
  );
}

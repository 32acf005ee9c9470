import { homedir } from 'node:os';
import { cleanText, cutCleanly } from './clean-text.ts';

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
  [/(?<![\w.+%-])[\w.+%-]+@(?=[\w-]+\.[\w.-]+)/gu, `${hidden}@`],
];

const separated = /(?<![\p{Nd}])\p{Nd}{1,4}(?:[ .\u00a0-]\p{Nd}{3,4}){2,}(?!\p{Nd})/gu;
const account = /(?<!\p{Nd})\p{Nd}{4}\.\p{Nd}\.\p{Nd}{7}(?!\p{Nd})/gu;
const branch = /(?<!\p{Nd})\p{Nd}{10}-\p{Nd}{3}(?!\p{Nd})/gu;
const run = /\p{Nd}{9,}/gu;
/** Serials, digests, thumbprints: not a person's number, but a person's track. */
const hexadecimal = /(?<![\p{L}\p{N}])(?=[0-9a-f]*\p{Nd})[0-9a-f]{16,}(?![\p{L}\p{N}])/giu;
/** Keys, tokens of sessions, sealed PINs: long, without spaces, of letters and digits. */
const opaque = /(?<![\w+-])(?=[\w+-]*\p{Nd})(?=[\w+-]*\p{L})[\w+-]{40,}={0,2}/gu;

const ipAddress = /^(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;

/** The last three digits remain, so that support can ask “the one that ends in …?”. */
function lastThree(digits: string): string {
  return `${hidden}${Array.from(digits).slice(-3).join('')}`;
}

function separatedNumber(found: string): string {
  const digits = found.replace(/\P{Nd}/gu, '');
  return Array.from(digits).length < 9 || ipAddress.test(found) ? found : lastThree(digits);
}

const ownHome = homedir();

/** A folder's name ends here. */
const afterFolder = `(?=[\\\\/\\s"':;,)<>|]|$)`;
const windowsHome =
  /\b[a-z]:(\\\\|\\|\/)(?:users|documents and settings)\1[^\\/"'<>|]{1,64}?(?=[\\/"'<>|]|$)/giu;
const unixHome = /(?<![\w~.])\/(?:home|Users)\/[^/\s"':;,)]+/gu;

/** The folder of the person on this machine, and of others on it, tells their name. */
function withoutHomes(text: string, home: string): string {
  let line = text;
  if (home.length > 1) {
    for (const spelt of [home.replaceAll('\\', '\\\\'), home]) {
      const literal = spelt.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      line = line.replace(new RegExp(`(?<![\\w.~])${literal}${afterFolder}`, 'gu'), '~');
    }
  }
  return line.replace(windowsHome, '~').replace(unixHome, '~');
}

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

function hide(text: string): string {
  let line = text;
  for (const [pattern, replacement] of rules) line = line.replace(pattern, replacement);
  // What follows is about numbers.
  if (!/\p{Nd}/u.test(line)) return line;
  return line
    .replace(account, (found) => lastThree(found))
    .replace(branch, (found) => lastThree(found))
    .replace(separated, separatedNumber)
    .replace(hexadecimal, (found) => `${hidden}${found.slice(-3)}`)
    .replace(opaque, (found) => `${hidden}${found.slice(-3)}`)
    .replace(run, lastThree);
}

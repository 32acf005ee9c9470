import { cleanText } from '../../logging/clean-text.ts';
import { initials } from '../../logging/redact-facts.ts';

/** Words that makers put into a label; whatever else is in one may be its holder's name. */
const makers =
  /^(?:tokens?|usb|key|pki|ca|sign(?:ing)?|smart|sim|card|piv|viettel|vnpt|fpt|bkav|misa|nacencomm|newtel|efy|fast|safe|ck|mobifone|vgca|e?pass\d{0,4}|opensc|softhsm\d?|nss|tpm\d?|pkcs11|demo|v?\d{1,2})$/i;
const longestLabel = 200;

const wordsOf = (label: string) => cleanText(label, longestLabel).split(/(?<=[\s._-])|(?=[\s._-])/u);
const isMakers = (word: string) => makers.test(word) || !/[\p{L}\p{N}]/u.test(word);

/** What of a label is not its maker's. */
export function holderIn(label: string): string {
  return wordsOf(label)
    .filter((word) => !isMakers(word))
    .join(' ');
}

/** `VNPT-CA NGUYEN THI LAN` → `VNPT-CA N.T.L.` */
export function safeLabel(label: string): string {
  const holder = holderIn(label);
  if (holder === '') return cleanText(label, longestLabel);
  const brand = wordsOf(label).filter((word) => makers.test(word));
  return [brand.join('-'), initials(holder)].filter((part) => part !== '').join(' ');
}

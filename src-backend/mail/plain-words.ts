import { vietnamMinute } from '#shared/domain/calendar/vietnam-date.ts';

/**
 * Words that a stranger may have declared, on one line and of bounded length. Mail programs make links of whatever looks
 * like an address: a full stop between letters gets a space behind it and `://` is broken up, so that a declared name
 * cannot lead a reader astray.
 */
export function plainWords(text: string, most = 200): string {
  const line = oneLine(text)
    .replaceAll('://', ': / /')
    .replace(/(?<=[\p{L}\d])\.(?=\p{L})/gu, '. ')
    .replaceAll('@', ' (a) ');
  return shortened(line, most);
}

/** On one line, without control, format and invisible characters: what a header may hold. */
export function oneLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** Someone's own words over several lines, for a quotation. */
export function quotedWords(text: string, most = 1000): string {
  return shortened(
    text
      .split(/\r\n|[\r\n]/)
      .map(oneLine)
      .join('\n')
      .trim(),
    most,
  );
}

function shortened(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

/** `22/11/2026 20:48 (giờ Việt Nam)` */
export function untilWhen(instant: string): string {
  return `${vietnamMinute(new Date(instant))} (giờ Việt Nam)`;
}

import { DvcttError } from '../../contract/errors.ts';

/**
 * XML 1.0 §2.2: any character but these cannot be written at all, not even as a character reference. U+FFFD could be, but
 * it stands for a character that was lost on the way: nobody shall sign that, and the parser refuses it.
 */
export const outsideXml = /[^\t\n\r\x20-\ud7ff\ue000-\ufffc\u{10000}-\u{10ffff}]/u;

/**
 * Escapes as Canonical XML 1.1 §2.3 does for text, so that canonicalisation leaves the bytes as they are.
 * @throws DvcttError DOSSIER_INCOMPLETE for a character that XML cannot carry
 */
export function escapeText(text: string, element: string): string {
  if (outsideXml.test(text)) {
    throw new DvcttError('DOSSIER_INCOMPLETE', { reason: 'character that XML cannot hold', element });
  }
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\r/g, '&#xD;');
}

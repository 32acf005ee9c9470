/** Pieces of the providers' messages. What they answer is theirs to lengthen: unknown fields are passed over. */
import { z } from 'zod';

const longestBase64 = 64_000;

/**
 * Base64 of whatever, bounded; line breaks as some providers put them are taken. Read in one pass, after the length:
 * a pattern in which line breaks fit in two places takes hours for an answer of four megabytes.
 */
export const base64Text = z
  .string()
  .refine(
    (text) => text.length <= longestBase64 && /^[A-Za-z0-9+/]*={0,2}$/.test(text.replaceAll(/[\r\n]/g, '')),
    'base64',
  );
/** Ids, codes, names: of one line. */
export const shortText = z.string().max(400);
/** A number that some write as text. */
export const looseCode = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
]);
/** Values of one transaction, bounded as the server's own limit is (with room for answers that come twice). */
export const mostValues = 4000;

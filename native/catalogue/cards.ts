import { z } from 'zod';
import data from './cards.json' with { type: 'json' };

/** ISO 7816-3 §8.2: TS and T0 at least, 33 bytes at most; lower-case hex. */
const atrSchema = z.string().regex(/^(3b|3f)([0-9a-f]{2}){1,32}$/);

export const cardRowSchema = z.strictObject({
  /** The card or token as its maker calls it. */
  name: z.string().min(1),
  atr: atrSchema,
  /** Bits of the ATR that count, as long as the ATR; all of them when left out. */
  mask: z
    .string()
    .regex(/^([0-9a-f]{2})+$/)
    .optional(),
  /** Makers of the drivers that know it, the best first: names of `drivers`, and of the module catalogue's rows. */
  vendors: z.array(z.string()).min(1),
  confidence: z.enum(['verified', 'reported', 'inferred']),
  source: z.string().min(1),
});
export type CardRow = z.infer<typeof cardRowSchema>;

export const driverRowSchema = z.strictObject({
  vendor: z.string().min(1),
  /** Where to get the driver, in words. */
  advice: z.strictObject({ vi: z.string().min(1), en: z.string().min(1) }),
  /** The vendor's own page; left out unless it is known for sure. */
  url: z.url({ protocol: /^https$/ }).optional(),
});

const cardsSchema = z.strictObject({
  note: z.string(),
  cards: z.array(cardRowSchema),
  drivers: z.array(driverRowSchema),
});

/** Cards by ATR, and where their drivers are to be had. */
export const cardCatalogue = cardsSchema.parse(data);

/** The row of a card by its ATR (hex): an exact row before one with a mask, the more exact mask first. */
export function cardByAtr(atr: string, rows: readonly CardRow[] = cardCatalogue.cards): CardRow | undefined {
  const asked = atr.toLowerCase();
  return rows.filter((row) => matches(asked, row)).toSorted((a, b) => bitsThatCount(b) - bitsThatCount(a))[0];
}

function matches(atr: string, row: CardRow): boolean {
  if (row.mask === undefined) return row.atr === atr;
  if (row.atr.length !== atr.length) return false;
  const [asked, given, mask] = [atr, row.atr, row.mask].map((hex) => Buffer.from(hex, 'hex'));
  if (asked === undefined || given === undefined || mask === undefined) return false;
  return asked.every((byte, n) => ((byte ^ (given[n] ?? 0)) & (mask[n] ?? 0xff)) === 0);
}

function bitsThatCount({ atr, mask }: CardRow): number {
  if (mask === undefined) return atr.length * 4 + 1;
  return Buffer.from(mask, 'hex').reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
}

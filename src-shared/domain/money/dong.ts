import { z } from 'zod';

/**
 * Whole đồng as decimal digits without sign, separators or leading zeros; 18 digits are safe.
 * A string on every wire and in every store, a bigint while computing: never a float.
 */
export const dongSchema = z.string().regex(/^(0|[1-9]\d{0,17})$/, 'DONG');
export type Dong = z.infer<typeof dongSchema>;

/** Sum of amounts in đồng. */
export function sumDong(amounts: readonly Dong[]): Dong {
  return amounts.reduce((total, amount) => total + BigInt(amount), 0n).toString();
}

/** `1005000` → `1.005.000`, as printed on vouchers. */
export function formatDong(amount: Dong): string {
  return amount.replace(/\B(?=(\d{3})+(?!\d))/g, '.');
}

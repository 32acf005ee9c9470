/**
 * An amount in two integers, so that SQLite, whose integers have 64 bits, can sum any number of them exactly: amounts of
 * 18 digits overflow after ten.
 */
export interface DongParts {
  /** Thousands of millions of đồng. */
  readonly high: number;
  /** 0 … 999 999 999 đồng. */
  readonly rest: number;
}

const unit = 1_000_000_000n;

/** A voucher of ten thousand lines of 18 digits has 22: `high` stays below 2⁵³. */
export function inParts(dong: bigint): DongParts {
  return { high: Number(dong / unit), rest: Number(dong % unit) };
}

/** What summed parts come to, đồng; as text, since a sum may be beyond 2⁵³. */
export function fromParts({ high, rest }: { readonly high: string; readonly rest: string }): bigint {
  return BigInt(high) * unit + BigInt(rest);
}

import type { Voucher } from '#shared/domain/vouchers/voucher.ts';

/**
 * Vouchers shared out among dossiers of up to `most`, in their order; the lists (mẫu 20) of a voucher follow it into its
 * dossier, also when that makes one more than `most`.
 */
export function shareOut(vouchers: readonly Voucher[], most: number): readonly (readonly Voucher[])[] {
  const dossiers: Voucher[][] = [];
  for (const together of withTheirLists(vouchers)) {
    const last = dossiers.at(-1);
    if (last !== undefined && last.length + together.length <= most) last.push(...together);
    else dossiers.push([...together]);
  }
  return dossiers;
}

/** Each voucher with its lists; a list of no voucher here stands alone. */
function withTheirLists(vouchers: readonly Voucher[]): readonly (readonly Voucher[])[] {
  const isList = ({ formId }: Voucher) => formId === '20';
  const own = new Set(vouchers.filter((voucher) => !isList(voucher)).map(({ number }) => number.trim()));
  const lists = new Map<string, Voucher[]>();
  for (const list of vouchers.filter(isList)) {
    const number = list.listFor?.trim() ?? '';
    if (number === '' || !own.has(number)) continue;
    lists.set(number, [...(lists.get(number) ?? []), list]);
  }
  const placed = new Set<string>();
  return vouchers.flatMap((voucher) => {
    const number = (isList(voucher) ? voucher.listFor : voucher.number)?.trim() ?? '';
    if (isList(voucher)) return lists.has(number) ? [] : [[voucher]];
    // Of two vouchers of one number the first has the list.
    const followers = placed.has(number) ? [] : (lists.get(number) ?? []);
    placed.add(number);
    return [[voucher, ...followers]];
  });
}

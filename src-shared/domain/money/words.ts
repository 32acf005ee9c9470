/** Amounts in words, as accountants write them on vouchers (số tiền bằng chữ). */
import { DvcttError } from '../../contract/errors.ts';
import type { Dong } from './dong.ts';

export { readAmountInWords, sameAmountInWords } from './words-reader.ts';

const digits = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const;
const billion = 1_000_000_000n;

/** Spelling of 0 to 9; the argument is always one decimal digit. */
const digit = (value: number): string => digits[value] ?? '';

/**
 * `1005000` → `Một triệu không trăm linh năm nghìn đồng`. One style: linh, hai mươi mốt, hai mươi tư, mười lăm,
 * nghìn, tỷ; above 999 tỷ as nghìn tỷ and triệu tỷ.
 * @throws DvcttError AMOUNT_MISMATCH when a sum has outgrown 18 digits.
 */
export function amountInWords(amount: Dong): string {
  if (amount.length > 18) throw new DvcttError('AMOUNT_MISMATCH', { amount: amount.slice(0, 40) });
  const value = BigInt(amount);
  if (value === 0n) return 'Không đồng';
  const billions = Number(value / billion);
  const rest = Number(value % billion);
  const words = [
    ...(billions > 0 ? [...belowBillion(billions, true), 'tỷ'] : []),
    ...belowBillion(rest, billions === 0),
    'đồng',
  ].join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Words of 0 to 999.999.999. `leading`: nothing stands before it, so its first group is not padded. */
function belowBillion(value: number, leading: boolean): string[] {
  const groups = [
    { value: Math.floor(value / 1_000_000), scale: ['triệu'] },
    { value: Math.floor(value / 1000) % 1000, scale: ['nghìn'] },
    { value: value % 1000, scale: [] },
  ];
  const first = groups.findIndex((group) => group.value > 0);
  return groups.flatMap((group, at) =>
    group.value === 0 ? [] : [...belowThousand(group.value, leading && at === first), ...group.scale],
  );
}

/** Words of 1 to 999; a group that follows a larger one always says its hundreds (“không trăm”). */
function belowThousand(value: number, leading: boolean): string[] {
  const hundreds = Math.floor(value / 100);
  const below = value % 100;
  const words = hundreds > 0 || !leading ? [digit(hundreds), 'trăm'] : [];
  if (below === 0) return words;
  if (below < 10) return words.length > 0 ? [...words, 'linh', digit(below)] : [digit(below)];
  return [...words, ...belowHundred(Math.floor(below / 10), below % 10)];
}

function belowHundred(tens: number, units: number): string[] {
  const head = tens === 1 ? ['mười'] : [digit(tens), 'mươi'];
  if (units === 0) return head;
  if (units === 5) return [...head, 'lăm'];
  if (tens > 1 && units === 1) return [...head, 'mốt'];
  if (tens > 1 && units === 4) return [...head, 'tư'];
  return [...head, digit(units)];
}

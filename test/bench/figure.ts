/** One line of a benchmark's answer; the field names are scripted against. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The same thing measured in the same run by the simplest means (or a limit that was set). */
  readonly baseline: number;
  readonly ratio: number;
  readonly note: string;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Rounds to three significant places: more would pretend to a precision that these machines do not have. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** Median of pairs (ours, baseline) taken turn by turn, so that a noisy minute hits both. */
export function figureOf(
  name: string,
  unit: string,
  pairs: readonly { readonly ours: number; readonly baseline: number }[],
  what: string,
): Figure {
  const ours = pairs.map((pair) => pair.ours);
  const ratios = pairs.map((pair) => pair.ours / pair.baseline);
  const range = `min ${rounded(Math.min(...ours))}, max ${rounded(Math.max(...ours))}`;
  const ratioRange = `ratio ${rounded(Math.min(...ratios))}–${rounded(Math.max(...ratios))}`;
  return {
    name,
    value: rounded(median(ours)),
    unit,
    baseline: rounded(median(pairs.map((pair) => pair.baseline))),
    ratio: rounded(median(ratios)),
    note: `${pairs.length} runs; ${range}; ${ratioRange}; ${what}`,
  };
}

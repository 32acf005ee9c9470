import type { BatchRow } from '#shared/contract/batch.ts';

/** Warnings that every signed row has: said once, so that one that only some have is seen. */
export function sharedWarnings(
  rows: readonly Pick<BatchRow, 'indication' | 'warnings'>[],
): readonly string[] {
  const [first, ...others] = rows.filter(({ indication }) => indication !== undefined);
  return (first?.warnings ?? []).filter((warning) =>
    others.every(({ warnings }) => warnings.includes(warning)),
  );
}

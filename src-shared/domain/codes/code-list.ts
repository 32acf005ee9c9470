import { z } from 'zod';

/** One row of a catalogue. */
export interface CodeEntry {
  readonly code: string;
  /** Official Vietnamese name. */
  readonly name: string;
}

/** A catalogue of the Treasury (danh mục). */
export interface CodeList {
  readonly id: string;
  readonly title: { readonly vi: string; readonly en: string };
  /** Every code has exactly this many digits. */
  readonly digits: number;
  /** `subset`: real codes are missing, so an unknown code earns advice and not a refusal. */
  readonly coverage: 'complete' | 'subset';
  /** Where the rows come from. */
  readonly note: string;
  readonly codes: readonly CodeEntry[];
}

/** Shape of a catalogue file; the same file can be replaced by a newer one. */
export const codeListFileSchema = z.strictObject({
  note: z.string().min(1),
  coverage: z.enum(['complete', 'subset']),
  codes: z
    .array(z.strictObject({ code: z.string().regex(/^\d+$/), name: z.string().min(1).max(200) }))
    .min(1),
});

/** A list of ten thousand lines asks forty thousand times. */
const byCode = new WeakMap<CodeList, ReadonlyMap<string, CodeEntry>>();

/** The entry of exactly this code; leading zeros count. */
export function findCode(list: CodeList, code: string): CodeEntry | undefined {
  const entries = byCode.get(list) ?? new Map(list.codes.map((entry) => [entry.code, entry]));
  byCode.set(list, entries);
  return entries.get(code);
}

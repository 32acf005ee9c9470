import { reordered, type KeyedList } from './keyed.ts';

/**
 * Order of what stands after a merge. Where only one side moved things, its order holds; else theirs. What only the
 * other side has stays behind the neighbour that it had there, after what was added at the same place.
 */
export function mergeOrder(
  base: KeyedList<unknown>,
  mine: KeyedList<unknown>,
  theirs: KeyedList<unknown>,
  stands: ReadonlySet<string>,
): readonly string[] {
  const mineLeads = reordered(base, mine) && !reordered(base, theirs);
  const [leading, other] = mineLeads ? [mine, theirs] : [theirs, mine];
  const { first, behind } = guests(leading, other, stands);
  const order: string[] = [];
  let waiting = first;
  for (const key of leading.keys()) {
    if (!stands.has(key)) continue;
    if (other.has(key)) {
      order.push(...waiting, key);
      waiting = behind.get(key) ?? [];
    } else {
      order.push(key);
    }
  }
  return [...order, ...waiting];
}

/** Runs of keys that only `other` has, by the shared key that they stand behind. */
function guests(leading: KeyedList<unknown>, other: KeyedList<unknown>, stands: ReadonlySet<string>) {
  const first: string[] = [];
  const behind = new Map<string, string[]>();
  let run = first;
  for (const key of other.keys()) {
    if (!stands.has(key)) continue;
    if (leading.has(key)) {
      run = [];
      behind.set(key, run);
    } else {
      run.push(key);
    }
  }
  return { first, behind };
}

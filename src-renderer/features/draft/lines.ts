/** Lists edited in place: every change gives a new list. */

export function replaced<T>(list: readonly T[], index: number, item: T): T[] {
  return list.map((one, at) => (at === index ? item : one));
}

export function removedAt<T>(list: readonly T[], index: number): T[] {
  return list.filter((_, at) => at !== index);
}

/** Puts an item back where it was, or at the end when the list has become shorter. */
export function insertedAt<T>(list: readonly T[], index: number, item: T): T[] {
  return list.toSpliced(Math.min(index, list.length), 0, item);
}

/** Moves an item by `step` places; unchanged at the edges. */
export function moved<T>(list: readonly T[], index: number, step: 1 | -1): T[] {
  const item = list[index];
  const to = index + step;
  if (item === undefined || to < 0 || to >= list.length) return [...list];
  return insertedAt(removedAt(list, index), to, item);
}

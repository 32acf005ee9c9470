/** An entity of a list with what it is matched by. */
export interface Keyed<T> {
  readonly id: string;
  /** 1, or its place among those of the same id, which a sound content does not have. */
  readonly occurrence: number;
  readonly entity: T;
}

/** The entities of a list by key, in their order. None is lost when ids repeat: each has a key of its own. */
export type KeyedList<T> = ReadonlyMap<string, Keyed<T>>;

export function keyed<T extends { readonly id: string }>(list: readonly T[]): KeyedList<T> {
  const byKey = new Map<string, Keyed<T>>();
  const repetitions = new Map<string, number>();
  for (const entity of list) {
    const { id } = entity;
    let [key, occurrence] = [id, 1];
    while (byKey.has(key)) {
      occurrence = Math.max(occurrence, repetitions.get(id) ?? 1) + 1;
      repetitions.set(id, occurrence);
      key = `${id}~~${occurrence}`;
    }
    byKey.set(key, { id, occurrence, entity });
  }
  return byKey;
}

/** Whether the keys that both have stand in another order. */
export function reordered(before: KeyedList<unknown>, after: KeyedList<unknown>): boolean {
  if (before === after) return false;
  const others = after.keys();
  for (const key of before.keys()) {
    if (!after.has(key)) continue;
    let other = others.next();
    while (other.done !== true && !before.has(other.value)) other = others.next();
    if (other.value !== key) return true;
  }
  return false;
}

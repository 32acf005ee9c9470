/** An entity of a list with what it is matched by. */
export interface Keyed<T> {
  readonly id: string;
  /** 1, or its place among those of the same id, which a sound content does not have. */
  readonly occurrence: number;
  readonly entity: T;
}

/** The entities of a list by key, in their order. None is lost when ids repeat: the second of an id has its own key. */
export type KeyedList<T> = ReadonlyMap<string, Keyed<T>>;

export function keyed<T extends { readonly id: string }>(list: readonly T[]): KeyedList<T> {
  const seen = new Map<string, number>();
  const byKey = new Map<string, Keyed<T>>();
  for (const entity of list) {
    const occurrence = (seen.get(entity.id) ?? 0) + 1;
    seen.set(entity.id, occurrence);
    byKey.set(`${occurrence}/${entity.id}`, { id: entity.id, occurrence, entity });
  }
  return byKey;
}

/** Whether the keys that both have stand in another order. */
export function reordered(before: KeyedList<unknown>, after: KeyedList<unknown>): boolean {
  const shared = Array.from(before.keys()).filter((key) => after.has(key));
  let at = 0;
  for (const key of after.keys()) {
    if (!before.has(key)) continue;
    if (shared[at] !== key) return true;
    at += 1;
  }
  return false;
}

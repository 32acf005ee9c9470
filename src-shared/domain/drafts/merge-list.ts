import { sameValue } from './same-content.ts';
import { keyed, type Keyed } from './keyed.ts';
import { mergeOrder } from './merge-order.ts';
import { entityPath } from './content-path.ts';
import { present, type Decisions, type PathOf, type Sides } from './sides.ts';

export interface ListRules<T> {
  readonly path: PathOf;
  /** Most entities that the schema allows. */
  readonly limit: number;
  /** Merges an entity that both sides have. */
  readonly merge: (sides: Sides<T>, path: PathOf, decisions: Decisions) => T;
}

/** Merges a list whose entities are known by their ids. */
export function mergeList<T extends { readonly id: string }>(
  {
    base,
    mine,
    theirs,
  }: { readonly base: readonly T[] | undefined } & Record<'mine' | 'theirs', readonly T[]>,
  { path, limit, merge }: ListRules<T>,
  decisions: Decisions,
): T[] {
  const [before, left, right] = [keyed(base ?? []), keyed(mine), keyed(theirs)];
  const standing = new Map<string, T>();
  const inner = decisions.nested();
  let most = 0;
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const sides = { base: before.get(key), mine: left.get(key), theirs: right.get(key) };
    const known = sides.mine ?? sides.theirs;
    if (known === undefined) continue;
    const { entity, contested } = mergeEntity(sides, () => entityPath(path(), known), merge, inner);
    if (entity !== undefined) standing.set(key, entity);
    if (entity !== undefined || contested) most += 1;
  }
  if (most > limit) {
    // Together they are more than a dossier may hold: nobody's part is cut off, a person decides which list stands.
    const chosen = decisions.choose({
      path: path(),
      kind: 'field',
      ...present({ before: base, mine, theirs }),
    });
    return [...{ mine, theirs, before: base ?? mine }[chosen]];
  }
  inner.keep();
  return mergeOrder(before, left, right, new Set(standing.keys())).flatMap((key) => standing.get(key) ?? []);
}

/** `contested`: it stands or not as a person decides. */
function mergeEntity<T>(
  { base, mine, theirs }: { readonly [side in 'base' | 'mine' | 'theirs']: Keyed<T> | undefined },
  path: PathOf,
  merge: ListRules<T>['merge'],
  decisions: Decisions,
): { readonly entity: T | undefined; readonly contested: boolean } {
  if (mine !== undefined && theirs !== undefined) {
    const sides = { base: base?.entity, mine: mine.entity, theirs: theirs.entity };
    return { entity: merge(sides, path, decisions), contested: false };
  }
  const left = mine ?? theirs;
  if (base === undefined || left === undefined) return { entity: left?.entity, contested: false };
  if (sameValue(base.entity, left.entity)) return { entity: undefined, contested: false };
  const values = { before: base.entity, mine: mine?.entity, theirs: theirs?.entity };
  const chosen = decisions.choose({ path: path(), kind: 'presence', ...present(values) });
  return { entity: values[chosen], contested: true };
}

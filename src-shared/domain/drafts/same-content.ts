import type { DossierContent } from '../dossiers/dossier.ts';

/** Whether two values of JSON say the same, whatever the order of their keys. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, at) => sameValue(item, b[at]))
    );
  }
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  if (left.size !== right.size) return false;
  for (const [name, value] of left) if (!right.has(name) || !sameValue(value, right.get(name))) return false;
  return true;
}

/** Whether two contents are the same to a reader, whatever the order of their keys. */
export function sameContent(a: DossierContent, b: DossierContent): boolean {
  return sameValue(a, b);
}

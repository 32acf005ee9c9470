/**
 * Two edits of one dossier put together: the same dossier may be open in two windows. Rows are known by their ids,
 * lists of codes are sets, a certificate is one thing.
 */
import {
  registrationContentSchema,
  type RegistrationContent,
} from '#shared/domain/registration/registration.ts';

export interface Merged {
  /** Where both changed the same place, what was typed here. */
  readonly content: RegistrationContent;
  /** Paths, by ids, of the places that both changed to different values. */
  readonly collisions: readonly string[];
}

/** `base`: what both began with. */
export function mergeRegistration(
  base: RegistrationContent,
  mine: RegistrationContent,
  theirs: RegistrationContent,
): Merged {
  const collisions: string[] = [];
  const content = registrationContentSchema.parse(merge({ base, mine, theirs }, '', collisions));
  return { content, collisions };
}

export function sameRegistration(one: RegistrationContent, other: RegistrationContent): boolean {
  return one === other || same(one, other);
}

interface Three {
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
}

/** Fields that are taken whole: parts of two certificates make none. */
const whole = new Set(['certificate']);

function merge(three: Three, path: string, collisions: string[]): unknown {
  const { base, mine, theirs } = three;
  if (same(mine, theirs) || same(base, theirs)) return mine;
  if (same(base, mine)) return theirs;
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (isRecord(base) && isRecord(mine) && isRecord(theirs) && !whole.has(name))
    return Object.fromEntries(
      Object.keys(mine).map((key) => [
        key,
        merge({ base: base[key], mine: mine[key], theirs: theirs[key] }, `${path}/${key}`, collisions),
      ]),
    );
  if (isRows(base) && isRows(mine) && isRows(theirs)) return mergeRows(base, mine, theirs, path, collisions);
  if (isWords(base) && isWords(mine) && isWords(theirs)) return mergeWords(base, mine, theirs);
  collisions.push(path);
  return mine;
}

interface Row {
  readonly id: string;
}

/** What one side has taken out is out, unless the other has changed it meanwhile: then it stays, and is told. */
function mergeRows(
  base: readonly Row[],
  mine: readonly Row[],
  theirs: readonly Row[],
  path: string,
  collisions: string[],
): readonly unknown[] {
  const before = byId(base);
  const there = byId(theirs);
  const here = byId(mine);
  const kept = mine.flatMap((row) => {
    const at = `${path}/${row.id}`;
    const old = before.get(row.id);
    const other = there.get(row.id);
    if (other !== undefined) return [merge({ base: old, mine: row, theirs: other }, at, collisions)];
    if (old === undefined) return [row];
    if (same(old, row)) return [];
    collisions.push(at);
    return [row];
  });
  const added = theirs.flatMap((row) => {
    if (here.has(row.id)) return [];
    const old = before.get(row.id);
    if (old === undefined) return [row];
    if (same(old, row)) return [];
    collisions.push(`${path}/${row.id}`);
    return [row];
  });
  return [...kept, ...added];
}

function mergeWords(base: readonly string[], mine: readonly string[], theirs: readonly string[]): string[] {
  const kept = mine.filter((word) => theirs.includes(word) || !base.includes(word));
  return [...kept, ...theirs.filter((word) => !mine.includes(word) && !base.includes(word))];
}

const byId = (rows: readonly Row[]) => new Map(rows.map((row) => [row.id, row]));

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRows(value: unknown): value is readonly Row[] {
  return Array.isArray(value) && value.every((one) => isRecord(one) && typeof one['id'] === 'string');
}

function isWords(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, index) => same(item, other[index]));
  if (!isRecord(one) || !isRecord(other)) return false;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((key) => same(one[key], other[key]));
}

import { valueOf, withValue, type Entity, type Field } from './content-fields.ts';
import { present, type Decisions, type PathOf, type Sides } from './sides.ts';
import type { ContentPath } from './content-change.ts';

/**
 * Who gets the money. The name that one person wrote with the account that another wrote is a payee whom nobody meant:
 * where both changed something of one, every difference is asked about.
 */
const wholes: readonly string[] = ['payee', 'cashReceiver', 'taxpayer', 'payer'];

/**
 * Each field as the side that changed it has it; different values from both are a conflict. Lists stay as mine has them.
 * `path` is the entity's; the dossier itself has none.
 */
export function mergeFields<T extends Entity>(
  { base, mine, theirs }: Sides<T>,
  fields: readonly Field[],
  path: PathOf | undefined,
  decisions: Decisions,
): T {
  let merged = mine;
  const contested = wholes.filter((outer) => {
    const parts = fields.filter((field) => field.outer === outer);
    const changed = (side: T) => parts.some((field) => valueOf(side, field) !== valueOf(base, field));
    return changed(mine) && changed(theirs);
  });
  for (const field of fields) {
    const [ours, other] = [valueOf(mine, field), valueOf(theirs, field)];
    if (ours === other) continue;
    const before = valueOf(base, field);
    if (!contested.includes(field.outer)) {
      if (other === before) continue;
      if (ours === before) {
        merged = withValue(merged, field, other);
        continue;
      }
    }
    const values = { before: before ?? ours, mine: ours, theirs: other };
    const chosen = decisions.choose({
      path: pathOf(path, field),
      kind: 'field',
      ...present({ ...values, before }),
    });
    if (chosen !== 'mine') merged = withValue(merged, field, values[chosen]);
  }
  return merged;
}

/** Fields that mean something only together stand or fall together; the conflict is named after the first. */
export function mergeTogether<T extends Entity>(
  { base, mine, theirs }: Sides<T>,
  [first, ...others]: readonly [Field, ...Field[]],
  path: PathOf | undefined,
  decisions: Decisions,
): T {
  const fields = [first, ...others];
  const equal = (a: T | undefined, b: T | undefined) =>
    fields.every((field) => valueOf(a, field) === valueOf(b, field));
  const taken = (from: T) =>
    fields.reduce((entity, field) => withValue(entity, field, valueOf(from, field)), mine);
  if (equal(mine, theirs) || equal(theirs, base)) return mine;
  if (equal(mine, base)) return taken(theirs);
  const chosen = decisions.choose({
    path: pathOf(path, first),
    kind: 'field',
    ...present({
      before: valueOf(base, first),
      mine: valueOf(mine, first),
      theirs: valueOf(theirs, first),
    }),
  });
  return taken({ mine, theirs, before: base ?? mine }[chosen]);
}

const pathOf = (path: PathOf | undefined, { name }: Field): ContentPath =>
  path === undefined ? name : `${path()}/${name}`;

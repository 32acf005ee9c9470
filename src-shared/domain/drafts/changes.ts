import {
  attachmentFields,
  lineFields,
  titleField,
  valueOf,
  voucherFields,
  type Entity,
  type Field,
} from './content-fields.ts';
import { entityPath } from './content-path.ts';
import { keyed, reordered } from './keyed.ts';
import type { ContentChange, ContentPath } from './content-change.ts';
import type { ContentChanges } from './merge.ts';

/**
 * What one content has that another does not, in the order of the newer one; removed things come last in their list.
 * Empty exactly when the contents are the same. A changed order is one change of its list, with the ids in order.
 */
export const contentChanges: ContentChanges = (before, after) => [
  ...fieldChanges(before, after, [titleField], (name) => name),
  ...listChanges(before.vouchers, after.vouchers, 'vouchers', (one, other, path) => [
    ...fieldChanges(one, other, voucherFields, (name) => `${path}/${name}`),
    ...listChanges(one.lines, other.lines, `${path}/lines`, (line, changed, linePath) =>
      fieldChanges(line, changed, lineFields, (name) => `${linePath}/${name}`),
    ),
  ]),
  ...listChanges(before.attachments, after.attachments, 'attachments', (one, other, path) =>
    fieldChanges(one, other, attachmentFields, (name) => `${path}/${name}`),
  ),
];

function fieldChanges(
  before: Entity,
  after: Entity,
  fields: readonly Field[],
  pathOf: (name: string) => ContentPath,
): readonly ContentChange[] {
  return fields.flatMap((field): readonly ContentChange[] => {
    const [old, now] = [valueOf(before, field), valueOf(after, field)];
    return old === now ? [] : [{ path: pathOf(field.name), kind: 'set', before: old, after: now }];
  });
}

function listChanges<T extends { readonly id: string }>(
  before: readonly T[],
  after: readonly T[],
  path: ContentPath,
  within: (before: T, after: T, path: ContentPath) => readonly ContentChange[],
): readonly ContentChange[] {
  const [old, now] = [keyed(before), keyed(after)];
  const changes: ContentChange[] = [];
  if (reordered(old, now)) changes.push({ path, kind: 'moved', before: ids(before), after: ids(after) });
  for (const [key, one] of now) {
    const was = old.get(key);
    if (was === undefined) changes.push({ path: entityPath(path, one), kind: 'added', after: one.entity });
    else for (const change of within(was.entity, one.entity, entityPath(path, one))) changes.push(change);
  }
  for (const [key, one] of old) {
    if (!now.has(key)) changes.push({ path: entityPath(path, one), kind: 'removed', before: one.entity });
  }
  return changes;
}

const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);

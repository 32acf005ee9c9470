import { z } from 'zod';
import { attachmentSchema } from '../dossiers/dossier.ts';
import { voucherLineSchema, voucherSchema } from '../vouchers/voucher.ts';

/** What has named fields. */
export type Entity = Readonly<Record<string, unknown>>;

/** A field that changes as one: `number`, or `payee.name`. */
export interface Field {
  readonly name: string;
  readonly outer: string;
  /** Name within `outer`, where that is an object. */
  readonly inner: string | undefined;
  /** Of an object that may be absent: all that it has, empty. */
  readonly blank?: Entity;
}

export const titleField: Field = { name: 'title', outer: 'title', inner: undefined };
export const voucherFields = fieldsOf(voucherSchema);
export const lineFields = fieldsOf(voucherLineSchema);
export const attachmentFields = fieldsOf(attachmentSchema);

/** From the schema itself, so that a field added to a form is merged from its first day. Lists and ids are no fields. */
function fieldsOf(schema: z.ZodObject): readonly Field[] {
  return Object.entries(schema.shape).flatMap(([outer, type]): readonly Field[] => {
    if (outer === 'id' || type instanceof z.ZodArray) return [];
    const group: unknown = type instanceof z.ZodOptional ? type.unwrap() : type;
    if (!(group instanceof z.ZodObject)) return [{ name: outer, outer, inner: undefined }];
    const names = Object.keys(group.shape);
    const blank = Object.fromEntries(names.map((inner) => [inner, '']));
    return names.map((inner) => ({
      name: `${outer}.${inner}`,
      outer,
      inner,
      ...(type === group ? {} : { blank }),
    }));
  });
}

export function valueOf(entity: Entity | undefined, { outer, inner }: Field): unknown {
  const value = entity?.[outer];
  if (inner === undefined) return value;
  return isEntity(value) ? value[inner] : undefined;
}

/**
 * A copy of the entity with the field set. A group that may be absent comes and goes as a whole: the first field of it
 * brings the others, empty, and a field without value is an empty one, or the schema would refuse what was merged.
 */
export function withValue<T extends Entity>(entity: T, { outer, inner, blank }: Field, value: unknown): T {
  if (inner === undefined) return { ...entity, [outer]: value };
  const group = entity[outer];
  const known = isEntity(group) ? group : (blank ?? {});
  return { ...entity, [outer]: { ...known, [inner]: value ?? (blank === undefined ? value : '') } };
}

function isEntity(value: unknown): value is Entity {
  return typeof value === 'object' && value !== null;
}

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
    return Object.keys(group.shape).map((inner) => ({ name: `${outer}.${inner}`, outer, inner }));
  });
}

export function valueOf(entity: Entity | undefined, { outer, inner }: Field): unknown {
  const value = entity?.[outer];
  if (inner === undefined) return value;
  return isEntity(value) ? value[inner] : undefined;
}

/** A copy of the entity with the field set. */
export function withValue<T extends Entity>(entity: T, { outer, inner }: Field, value: unknown): T {
  if (inner === undefined) return { ...entity, [outer]: value };
  const group = entity[outer];
  return { ...entity, [outer]: { ...(isEntity(group) ? group : {}), [inner]: value } };
}

function isEntity(value: unknown): value is Entity {
  return typeof value === 'object' && value !== null;
}

/**
 * The same place named in two ways: on the form by where things stand (`vouchers.0.lines.2.amount`), between machines
 * by their ids (`vouchers/<id>/lines/<id>/amount`).
 */
import type { DossierContent } from '#shared/domain/dossiers/dossier.ts';
import type { ContentPath } from '#shared/domain/drafts/content-change.ts';
import { entityPath, parseContentPath } from '#shared/domain/drafts/content-path.ts';

/** Undefined when the content has no such place (any more). */
export function formPathOf(content: DossierContent, path: ContentPath): string | undefined {
  const place = parseContentPath(path);
  if (place.list === undefined) return place.field;
  if (place.list === 'attachments') return 'attachments';
  if (place.voucherId === undefined) return 'vouchers';
  const at = content.vouchers.findIndex(({ id }) => id === place.voucherId);
  if (at === -1) return undefined;
  const voucher = `vouchers.${at}`;
  if (place.list === 'vouchers') return place.field === undefined ? voucher : `${voucher}.${place.field}`;
  if (place.lineId === undefined) return `${voucher}.lines`;
  const row = content.vouchers[at]?.lines.findIndex(({ id }) => id === place.lineId) ?? -1;
  if (row === -1) return undefined;
  return `${voucher}.lines.${row}${place.field === undefined ? '' : `.${place.field}`}`;
}

/** Empty when the form path names nothing of the content. */
export function contentPathOf(content: DossierContent, formPath: string): ContentPath {
  const [list = '', at, ...field] = formPath.split('.');
  if (list === 'title' || list === 'attachments') return list;
  const voucher = list === 'vouchers' && at !== undefined ? content.vouchers[Number(at)] : undefined;
  if (voucher === undefined) return '';
  const path = pathOf('vouchers', voucher);
  if (field[0] !== 'lines') return field.length === 0 ? path : `${path}/${field.join('.')}`;
  const line = field[1] === undefined ? undefined : voucher.lines[Number(field[1])];
  if (line === undefined) return `${path}/lines`;
  const linePath = pathOf(`${path}/lines`, line);
  return field[2] === undefined ? linePath : `${linePath}/${field[2]}`;
}

const pathOf = (list: ContentPath, entity: { readonly id: string }) =>
  entityPath(list, { id: entity.id, entity, occurrence: 1 });

/** Form path of a field's element (see `fieldId`); undefined for other elements. */
export function formPathOfElement(element: Element | null): string | undefined {
  const id = element?.closest('[id^="field-"]')?.id;
  return id?.slice('field-'.length).replaceAll('-', '.');
}

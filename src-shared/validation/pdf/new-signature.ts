/** What the objects of a freshly added signature may look like. */
import { entryOf, isName, type PdfDictionary, type PdfObject } from './objects.ts';

/** What an invisible, freshly signed field may consist of: no appearance, no action, no script. */
const widgetKeys = new Set(['Type', 'Subtype', 'FT', 'T', 'V', 'F', 'Ff', 'Rect', 'P', 'TU']);

/** A field that is its own annotation, of no extent. */
export function isInvisibleWidget(object: PdfObject): object is PdfDictionary {
  if (object.kind !== 'dictionary') return false;
  const rectangle = entryOf(object, 'Rect');
  return (
    isName(entryOf(object, 'Subtype'), 'Widget') &&
    isName(entryOf(object, 'FT'), 'Sig') &&
    [...object.entries.keys()].every((key) => widgetKeys.has(key)) &&
    rectangle.kind === 'array' &&
    rectangle.items.length === 4 &&
    rectangle.items.every((item) => item.kind === 'number' && item.value === 0)
  );
}

export const isSignatureDictionary = (object: PdfObject): boolean =>
  object.kind === 'dictionary' &&
  isName(entryOf(object, 'Type'), 'Sig') &&
  entryOf(object, 'ByteRange').kind === 'array' &&
  entryOf(object, 'Contents').kind === 'string';

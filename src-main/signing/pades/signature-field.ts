/** Puts an invisible signature field into the form and onto the first page (ISO 32000-1 §12.7.4.5, §12.8). */
import type { PdfDocument } from '#shared/validation/pdf/document.ts';
import {
  entryOf,
  type PdfDictionary,
  type PdfObject,
  type PdfReference,
} from '#shared/validation/pdf/objects.ts';
import type { IncrementalUpdate } from './incremental-update.ts';
import { firstPage } from './page.ts';
import { writeText } from './write-object.ts';

export async function addSignatureField(
  document: PdfDocument,
  update: IncrementalUpdate,
  signatureNumber: number,
  name: string,
): Promise<void> {
  const catalog = await document.catalog();
  const page = await firstPage(document);
  const field = update.reserve();
  // Print and Locked; a field without extent shows nothing.
  update.add(
    field,
    `<</Type/Annot/Subtype/Widget/FT/Sig/T${writeText(name)}/V ${signatureNumber} 0 R/F 132/Rect[0 0 0 0]` +
      `/P ${page.reference.number} ${page.reference.generation} R>>`,
  );
  const reference: PdfReference = { kind: 'reference', number: field, generation: 0 };
  const annotated = await appended(document, update, page.dictionary, 'Annots', reference);
  if (annotated !== undefined) update.replace(page.reference.number, annotated);

  const form = entryOf(catalog.dictionary, 'AcroForm');
  const before = await document.dictionary(form);
  const dictionary: PdfDictionary = before ?? { kind: 'dictionary', entries: new Map() };
  const flags: PdfObject = { kind: 'number', value: 3, text: '3' };
  const extended = withEntry(
    (await appended(document, update, dictionary, 'Fields', reference)) ?? dictionary,
    'SigFlags',
    flags,
  );
  // Nothing may appear under a number that leads nowhere: a catalogue that names such a form gets one of its own.
  if (form.kind === 'reference' && before !== undefined) update.replace(form.number, extended);
  else update.replace(catalog.reference.number, withEntry(catalog.dictionary, 'AcroForm', extended));
}

/**
 * Adds a reference to an array of a dictionary. An array that is an object of its own is replaced there, and undefined
 * is returned: the dictionary stays as it is.
 */
async function appended(
  document: PdfDocument,
  update: IncrementalUpdate,
  dictionary: PdfDictionary,
  key: string,
  reference: PdfReference,
): Promise<PdfDictionary | undefined> {
  const value = entryOf(dictionary, key);
  const array = await document.array(value);
  const longer: PdfObject = { kind: 'array', items: [...(array?.items ?? []), reference] };
  if (value.kind !== 'reference' || array === undefined) return withEntry(dictionary, key, longer);
  update.replace(value.number, longer);
  return undefined;
}

function withEntry(dictionary: PdfDictionary, key: string, value: PdfObject): PdfDictionary {
  const entries = new Map(dictionary.entries);
  entries.set(key, value);
  return { kind: 'dictionary', entries };
}

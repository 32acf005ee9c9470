import type { PdfDocument } from './document.ts';
import { entryOf, isName, type PdfDictionary, type PdfObject, type PdfReference } from './objects.ts';
import { broken } from './broken.ts';

export interface SignatureField {
  /** Number of the signature dictionary. */
  readonly signature: number;
  readonly dictionary: PdfDictionary;
}

const maxFields = 20_000;

/** The form of the document, or undefined when it has none. */
export async function formOf(document: PdfDocument): Promise<PdfDictionary | undefined> {
  return document.dictionary(entryOf((await document.catalog()).dictionary, 'AcroForm'));
}

interface FormField {
  /** Undefined for a dictionary that stands in the form itself. */
  readonly number: number | undefined;
  readonly dictionary: PdfDictionary;
  /** Its own or an inherited field type says signature. */
  readonly isSignature: boolean;
}

/** Every field of the form and every kid of a field (ISO 32000-1 §12.7.3), in the form's order, parents first. */
export async function formFields(document: PdfDocument): Promise<FormField[]> {
  const form = await formOf(document);
  const found: FormField[] = [];
  const seen = new Set<number>();
  const waiting: { readonly item: PdfObject; readonly inherited: boolean }[] = [];
  const take = async (parent: PdfDictionary | undefined, key: string, inherited: boolean): Promise<void> => {
    const items = parent === undefined ? [] : ((await document.array(entryOf(parent, key)))?.items ?? []);
    if (waiting.length + items.length > maxFields) throw broken('too many form fields');
    for (const item of items) waiting.push({ item, inherited });
  };
  await take(form, 'Fields', false);
  // The list grows while it is gone through.
  for (const { item, inherited } of waiting) {
    if (item.kind === 'reference') {
      if (seen.has(item.number)) throw broken('circular form');
      seen.add(item.number);
    }
    const dictionary = await document.dictionary(item);
    if (dictionary === undefined) continue;
    const type = entryOf(dictionary, 'FT');
    const isSignature = type.kind === 'null' ? inherited : isName(type, 'Sig');
    found.push({ number: item.kind === 'reference' ? item.number : undefined, dictionary, isSignature });
    await take(dictionary, 'Kids', isSignature);
  }
  return found;
}

/** Every signed signature field of the form (ISO 32000-1 §12.7.4.5), in the form's order. */
export async function signedFields(document: PdfDocument): Promise<SignatureField[]> {
  const found: SignatureField[] = [];
  for (const { dictionary: field, isSignature } of await formFields(document)) {
    const value = entryOf(field, 'V');
    if (!isSignature || value.kind === 'null') continue;
    const dictionary = await document.dictionary(value);
    if (dictionary !== undefined) found.push({ signature: numberOf(value), dictionary });
  }
  return found;
}

/** Object number of a signature value; a direct dictionary has no place of its own in the file: 0. */
const numberOf = (value: PdfReference | { readonly kind: string }): number =>
  'number' in value ? value.number : 0;

import type { PdfDocument } from './document.ts';
import { entryOf, isName, type PdfDictionary, type PdfReference } from './objects.ts';
import { broken } from './parser.ts';

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

/** Every signed signature field of the form (ISO 32000-1 §12.7.4.5), in the form's order. */
export async function signedFields(document: PdfDocument): Promise<SignatureField[]> {
  const form = await formOf(document);
  const fields = form === undefined ? undefined : await document.array(entryOf(form, 'Fields'));
  const found: SignatureField[] = [];
  const seen = new Set<number>();
  const waiting = (fields?.items ?? []).map((item) => ({ item, inherited: false }));
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { item, inherited } = next;
    if (item.kind === 'reference') {
      if (seen.has(item.number)) throw broken('circular form');
      seen.add(item.number);
    }
    const field = await document.dictionary(item);
    if (field === undefined) continue;
    const type = entryOf(field, 'FT');
    const isSignature = type.kind === 'null' ? inherited : isName(type, 'Sig');
    const kids = await document.array(entryOf(field, 'Kids'));
    waiting.push(...(kids?.items ?? []).map((kid) => ({ item: kid, inherited: isSignature })));
    if (waiting.length + seen.size > maxFields) throw broken('too many form fields');
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

import type { PdfDocument } from '#shared/validation/pdf/document.ts';
import { broken } from '#shared/validation/pdf/broken.ts';
import { pagesOf, type Page } from '#shared/validation/pdf/pages.ts';

/** The first page of the document: its reference and dictionary. PDF_BROKEN when there is none. */
export async function firstPage(document: PdfDocument): Promise<Page> {
  for await (const page of pagesOf(document)) return page;
  throw broken('no page');
}

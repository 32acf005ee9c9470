/** A file that is called PDF and is none: nobody will be able to look at it before signing. */
export function isFalsePdf(file: { readonly name: string; readonly mediaType: string }): boolean {
  return /\.pdf$/i.test(file.name.trim()) && file.mediaType !== 'application/pdf';
}

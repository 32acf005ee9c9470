export const documentsId = 'registration-documents';

/** Brings the documents to the top of the window, after the opened one has been drawn. */
export function revealDocuments(): void {
  requestAnimationFrame(() => document.getElementById(documentsId)?.scrollIntoView({ block: 'start' }));
}

export const documentsId = 'registration-documents';
export const openedId = 'registration-document-open';

/** Brings the opened document to the top of the window, after it has been drawn; else the list of them. */
export function revealDocuments(): void {
  requestAnimationFrame(() => {
    const target = document.getElementById(openedId) ?? document.getElementById(documentsId);
    target?.scrollIntoView({ block: 'start' });
  });
}

/** pdf.js, bundled: its worker, fonts and decoders come from this program, and it compiles no code at run time. */
import { GlobalWorkerOptions, getDocument, type PDFDocumentLoadingTask } from 'pdfjs-dist/legacy/build/pdf.mjs';
// The legacy build also runs in the Chromium 130 of the Electron test runtime.
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = workerUrl;

const resources = (folder: string) => new URL(`./pdfjs/${folder}/`, document.baseURI).href;

/**
 * Opens a PDF from memory. Errors of the file stop it: a page that lacks what could not be decoded must not pass for
 * the page that is being signed.
 */
export function openPdf(bytes: Uint8Array): PDFDocumentLoadingTask {
  return getDocument({
    // pdf.js hands the buffer to its worker; the caller keeps its own.
    data: bytes.slice(),
    isEvalSupported: false,
    enableXfa: false,
    stopAtErrors: true,
    cMapUrl: resources('cmaps'),
    standardFontDataUrl: resources('standard_fonts'),
    wasmUrl: resources('wasm'),
    useSystemFonts: false,
  });
}

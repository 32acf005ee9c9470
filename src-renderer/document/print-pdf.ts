/** Puts every page of a PDF on paper: the pages as pictures in a layer that only the printer sees. */
import { openPdf } from './pdf-engine.ts';
import './print-pdf.css';

/** Width (px) of an A4 page at 150 dots per inch. */
const pageWidth = 1240;

/** Resolves when the system's print dialog has closed. @throws what the PDF engine throws at a broken file. */
export async function printPdf(bytes: Uint8Array): Promise<void> {
  const layer = document.createElement('div');
  layer.className = 'print-layer';
  const task = openPdf(bytes);
  try {
    const pdf = await task.promise;
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      const scale = pageWidth / page.getViewport({ scale: 1 }).width;
      const viewport = page.getViewport({ scale });
      const canvas = document.createElement('canvas');
      canvas.width = Math.floor(viewport.width);
      canvas.height = Math.floor(viewport.height);
      await page.render({ canvas, viewport, intent: 'print' }).promise;
      layer.append(canvas);
    }
    document.body.append(layer);
    document.body.classList.add('printing-document');
    print();
  } finally {
    document.body.classList.remove('printing-document');
    layer.remove();
    void task.destroy();
  }
}

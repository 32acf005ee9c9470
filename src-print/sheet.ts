/** A4 sheets with a pen: text that wraps by its own rule, rules, boxes and labelled fields. Lengths in points. */
import { printableText } from '#shared/domain/text/printable.ts';
import PDFDocument from 'pdfkit';
import { printFont, typeface, type Face } from './fonts.ts';

export const page = { width: 595.28, height: 841.89, left: 56.7, right: 42.5, top: 36, bottom: 48 } as const;
/** Width between the margins. */
export const bodyWidth = page.width - page.left - page.right;

export interface Ink {
  readonly face?: Face;
  readonly size?: number;
}

export interface Line extends Ink {
  readonly align?: 'left' | 'center' | 'right';
  readonly width?: number;
}

export interface SheetInfo {
  readonly title: string;
  readonly subject: string;
  /** Goes into the document's identifier. */
  readonly keywords: string;
  readonly createdAt: Date;
}

const plain = { face: 'regular', size: 11 } as const;
const strong = { face: 'bold', size: 11 } as const;

/** A field whose value is broken into lines; the first stands beside the label. */
interface LaidField {
  readonly label: string;
  readonly labelWidth: number;
  readonly lines: readonly string[];
  readonly width: number;
}

export class Sheet {
  /** Where the next block starts. */
  y: number = page.top;
  readonly #pdf: PDFKit.PDFDocument;
  readonly #bytes: Promise<Uint8Array>;

  constructor(info: SheetInfo) {
    this.#pdf = new PDFDocument({
      // Deflate gives other bytes on another machine (SIMD variants of zlib); the form must be the same everywhere,
      // because each signer's desktop prints it again and compares.
      compress: false,
      // None of pdfkit's own faces: reading one takes a fifth of a print.
      font: '',
      size: 'A4',
      margin: 0,
      pdfVersion: '1.7',
      lang: 'vi',
      displayTitle: true,
      bufferPages: true,
      info: {
        Title: info.title,
        Subject: info.subject,
        Keywords: info.keywords,
        Author: 'DVCTT Desktop',
        Creator: 'DVCTT Desktop',
        Producer: 'DVCTT Desktop',
        CreationDate: info.createdAt,
      },
    });
    this.#bytes = collect(this.#pdf);
    for (const face of ['regular', 'bold', 'italic'] as const) this.#pdf.registerFont(face, printFont(face));
    this.#pdf.lineWidth(0.5);
  }

  /** Whether a block of this height still fits on the page. */
  fits(height: number): boolean {
    return this.y + height <= page.height - page.bottom;
  }

  /** What is left for blocks on the page. */
  get room(): number {
    return page.height - page.bottom - this.y;
  }

  newPage(): void {
    packContent(this.#pdf);
    this.#pdf.addPage();
    this.#pdf.lineWidth(0.5);
    this.y = page.top;
  }

  /** Height of one line of text. */
  lineHeight(ink: Ink = plain): number {
    return (ink.size ?? plain.size) * 1.2;
  }

  widthOf(text: string, ink: Ink = plain): number {
    return measure(printableText(text), ink);
  }

  /** One line of text; what is too long is not cut, so wrap it first. */
  text(text: string, x: number, y: number, line: Line = {}): void {
    const shown = printableText(text);
    const width = line.width ?? bodyWidth;
    const used = measure(shown, line);
    const spare = width - used;
    const shift = line.align === 'center' ? spare / 2 : line.align === 'right' ? spare : 0;
    // pdfkit would measure the text twice more.
    const known: PDFKit.Mixins.TextOptions & { readonly textWidth: number; readonly wordCount: number } = {
      lineBreak: false,
      textWidth: used,
      wordCount: 1,
    };
    this.#with(line).text(shown, x + shift, y, known);
  }

  /** Lines of at most this width: broken at spaces, inside a word only when the word alone is too wide. */
  wrap(text: string, width: number, ink: Ink = plain, firstWidth: number = width): readonly string[] {
    const lines: string[] = [];
    const space = measure(' ', ink);
    let current = '';
    let used = 0;
    const room = () => (lines.length === 0 ? firstWidth : width);
    const breakLine = () => {
      lines.push(current);
      current = '';
      used = 0;
    };
    for (const word of printableText(text).split(/ +/)) {
      const wordWidth = measure(word, ink);
      const longer = current === '' ? wordWidth : used + space + wordWidth;
      if (longer <= room()) {
        current = current === '' ? word : `${current} ${word}`;
        used = longer;
        continue;
      }
      // A long word that does not fit beside a label starts on the line below it.
      if (current !== '' || room() < width) breakLine();
      for (const character of word) {
        const advance = measure(character, ink);
        if (current !== '' && used + advance > room()) breakLine();
        current += character;
        used += advance;
      }
    }
    return [...lines, current];
  }

  /** Draws wrapped lines and returns their height. */
  paragraph(lines: readonly string[], x: number, y: number, line: Line = {}): number {
    lines.forEach((text, at) => this.text(text, x, y + at * this.lineHeight(line), line));
    return lines.length * this.lineHeight(line);
  }

  /**
   * Fields side by side, each with its share of the width: `Label: value`, or a dotted leader where there is no value.
   * Starts a new page when they do not fit, and moves on below the tallest.
   */
  row(fields: readonly (readonly [label: string, value: string, share: number])[]): void {
    const laid = fields.map(([label, value, share]) => this.#layField(label, value, bodyWidth * share));
    const height = Math.max(...laid.map(({ lines }) => lines.length)) * this.lineHeight() + 2.5;
    if (!this.fits(height)) this.newPage();
    let x: number = page.left;
    for (const field of laid) {
      this.#drawField(field, x);
      x += field.width;
    }
    this.y += height;
  }

  /** A ticked or empty box behind its label. Returns the width used. */
  checkBox(label: string, ticked: boolean, x: number, y: number): number {
    const side = 9;
    const labelWidth = this.widthOf(`${label} `, { size: 10.5 });
    this.text(label, x, y, { size: 10.5 });
    this.box(x + labelWidth, y + 1.8, side, side);
    if (ticked)
      this.text('X', x + labelWidth, y + 1.3, { face: 'bold', size: 8, width: side, align: 'center' });
    return labelWidth + side;
  }

  box(x: number, y: number, width: number, height: number, dashed = false): void {
    if (dashed) this.#pdf.dash(3, { space: 2 });
    this.#pdf.rect(x, y, width, height).stroke();
    if (dashed) this.#pdf.undash();
  }

  /** Solid black rectangles, filled as one shape so that no seam shows between neighbours. */
  solid(rectangles: readonly (readonly [x: number, y: number, width: number, height: number])[]): void {
    for (const [x, y, width, height] of rectangles) this.#pdf.rect(x, y, width, height);
    this.#pdf.fill();
  }

  rule(x1: number, y1: number, x2: number, y2: number): void {
    this.#pdf.moveTo(x1, y1).lineTo(x2, y2).stroke();
  }

  leader(x1: number, x2: number, y: number): void {
    if (x2 <= x1) return;
    this.#pdf.dash(0.8, { space: 2 }).moveTo(x1, y).lineTo(x2, y).stroke().undash();
  }

  /** What follows is numbered from page 1 again; the pages so far are finished. */
  startPart(): void {
    // Also frees what the finished pages held.
    this.#pdf.flushPages();
    this.newPage();
  }

  /** Calls back for each page of this part, to number it. */
  eachPage(draw: (number: number, count: number) => void): void {
    const { start, count } = this.#pdf.bufferedPageRange();
    for (let at = 0; at < count; at += 1) {
      this.#pdf.switchToPage(start + at);
      draw(at + 1, count);
    }
  }

  /** The finished PDF. */
  finish(): Promise<Uint8Array> {
    this.#pdf.end();
    return this.#bytes;
  }

  #layField(label: string, value: string, width: number): LaidField {
    const labelWidth = this.widthOf(`${label} `);
    const lines = value.trim() === '' ? [''] : this.wrap(value, width - 16, strong, width - labelWidth - 8);
    return { label, labelWidth, lines, width };
  }

  #drawField({ label, labelWidth, lines, width }: LaidField, x: number): void {
    this.text(label, x, this.y, { width });
    const [first = '', ...rest] = lines;
    if (first === '' && rest.length === 0) {
      this.leader(x + labelWidth, x + width - 4, this.y + this.lineHeight() - 2.5);
      return;
    }
    this.text(first, x + labelWidth, this.y, { ...strong, width: width - labelWidth });
    this.paragraph(rest, x + 8, this.y + this.lineHeight(), { ...strong, width });
  }

  #with(ink: Ink): PDFKit.PDFDocument {
    return this.#pdf.font(ink.face ?? plain.face).fontSize(ink.size ?? plain.size);
  }
}

/** Width of printable text. */
function measure(text: string, { face = plain.face, size = plain.size }: Ink): number {
  const { unitsPerEm } = typeface(face);
  return (typeface(face).widthOf(text) * size) / unitsPerEm;
}

/**
 * Packs what the page holds into one piece: pdfkit keeps one for each operator until the page is ended, and the pages
 * wait for their number. Ten thousand lines would take 400 MB.
 */
function packContent(pdf: PDFKit.PDFDocument): void {
  // The content stream of a page (PDFReference in pdfkit's source), which its types leave out.
  const { content } = pdf.page as unknown as { readonly content: { buffer: readonly Uint8Array[] } };
  content.buffer = [Buffer.concat(content.buffer)];
}

function collect(pdf: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    pdf.on('end', () => {
      resolve(new Uint8Array(Buffer.concat(chunks)));
    });
    pdf.on('error', reject);
  });
}

/** A4 sheets with a pen: text that wraps by its own rule, rules, boxes and labelled fields. Lengths in points. */
import { printableText } from '#shared/domain/text/printable.ts';
import PDFDocument from 'pdfkit';
import { printFonts, type Face } from './fonts.ts';

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

export class Sheet {
  /** Where the next block starts. */
  y: number = page.top;
  readonly #pdf: PDFKit.PDFDocument;
  readonly #bytes: Promise<Uint8Array>;

  constructor(info: SheetInfo) {
    this.#pdf = new PDFDocument({
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
    for (const face of ['regular', 'bold', 'italic'] as const) this.#pdf.registerFont(face, printFonts[face]);
    this.#pdf.lineWidth(0.5);
  }

  /** Whether a block of this height still fits on the page. */
  fits(height: number): boolean {
    return this.y + height <= page.height - page.bottom;
  }

  newPage(): void {
    this.#pdf.addPage();
    this.#pdf.lineWidth(0.5);
    this.y = page.top;
  }

  /** Height of one line of text. */
  lineHeight(ink: Ink = plain): number {
    return (ink.size ?? plain.size) * 1.2;
  }

  widthOf(text: string, ink: Ink = plain): number {
    return this.#with(ink).widthOfString(printableText(text));
  }

  /** One line of text; what is too long is not cut, so wrap it first. */
  text(text: string, x: number, y: number, line: Line = {}): void {
    const shown = printableText(text);
    const width = line.width ?? bodyWidth;
    const spare = width - this.widthOf(shown, line);
    const shift = line.align === 'center' ? spare / 2 : line.align === 'right' ? spare : 0;
    this.#with(line).text(shown, x + shift, y, { lineBreak: false });
  }

  /** Lines of at most this width: broken at spaces, inside a word only when the word alone is too wide. */
  wrap(text: string, width: number, ink: Ink = plain, firstWidth: number = width): readonly string[] {
    const lines: string[] = [];
    let current = '';
    const room = () => (lines.length === 0 ? firstWidth : width);
    for (const word of printableText(text).split(/ +/)) {
      const longer = current === '' ? word : `${current} ${word}`;
      if (this.widthOf(longer, ink) <= room()) {
        current = longer;
        continue;
      }
      // A long word that does not fit beside a label starts on the line below it.
      if (current !== '' || room() < width) lines.push(current);
      current = '';
      for (const character of Array.from(word)) {
        if (current !== '' && this.widthOf(current + character, ink) > room()) {
          lines.push(current);
          current = '';
        }
        current += character;
      }
    }
    return [...lines, current];
  }

  /** Draws wrapped lines and returns their height. */
  paragraph(lines: readonly string[], x: number, y: number, line: Line = {}): number {
    lines.forEach((text, at) => this.text(text, x, y + at * this.lineHeight(line), line));
    return lines.length * this.lineHeight(line);
  }

  /** `Label: value`; a dotted leader fills what is left of an empty field. Returns the height, wrapped lines included. */
  field(label: string, value: string, x: number, y: number, width: number): number {
    const labelWidth = this.widthOf(`${label} `);
    this.text(label, x, y, { width });
    if (value.trim() === '') {
      this.leader(x + labelWidth, x + width - 4, y + this.lineHeight() - 2.5);
      return this.lineHeight();
    }
    const [first = '', ...rest] = this.wrap(value, width - 16, bold, width - labelWidth - 8);
    this.text(first, x + labelWidth, y, { ...bold, width: width - labelWidth });
    return this.lineHeight() + this.paragraph(rest, x + 8, y + this.lineHeight(), { ...bold, width });
  }

  /** Fields side by side, each with its share of the width; moves on below the tallest. */
  row(fields: readonly (readonly [label: string, value: string, share: number])[]): void {
    let x: number = page.left;
    let tallest = 0;
    for (const [label, value, share] of fields) {
      const width = bodyWidth * share;
      tallest = Math.max(tallest, this.field(label, value, x, this.y, width));
      x += width;
    }
    this.y += tallest + 2.5;
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

  rule(x1: number, y1: number, x2: number, y2: number): void {
    this.#pdf.moveTo(x1, y1).lineTo(x2, y2).stroke();
  }

  leader(x1: number, x2: number, y: number): void {
    if (x2 <= x1) return;
    this.#pdf.dash(0.8, { space: 2 }).moveTo(x1, y).lineTo(x2, y).stroke().undash();
  }

  /** Calls back for each finished page, to number it. */
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

  #with(ink: Ink): PDFKit.PDFDocument {
    return this.#pdf.font(ink.face ?? plain.face).fontSize(ink.size ?? plain.size);
  }
}

const bold = { face: 'bold', size: 11 } as const;

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

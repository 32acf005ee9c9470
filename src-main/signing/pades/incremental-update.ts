/** Appends objects to a PDF as an incremental update (ISO 32000-1 §7.5.6), in the form of its newest section. */
import type { PdfDocument } from '#shared/validation/pdf/document.ts';
import { entryOf, integerOf, type PdfObject } from '#shared/validation/pdf/objects.ts';
import { writeObject } from './write-object.ts';

interface Written {
  readonly number: number;
  readonly generation: number;
  readonly offset: number;
}

export class IncrementalUpdate {
  readonly #document: PdfDocument;
  readonly #written: Written[] = [];
  #text: string;
  #next: number;
  readonly #missing: ReadonlySet<number>;

  /** @param missing numbers that the document refers to although they have no object: these stay without */
  constructor(document: PdfDocument, missing: ReadonlySet<number> = new Set()) {
    this.#document = document;
    this.#missing = missing;
    const size = integerOf(entryOf(document.trailer, 'Size')) ?? 0;
    let highest = 0;
    for (const number of document.xref.keys()) if (number > highest) highest = number;
    this.#next = Math.max(size, highest + 1);
    const last = document.bytes.at(-1);
    this.#text = last === 0x0a || last === 0x0d ? '' : '\n';
  }

  /** A number that no object has and that nothing refers to. */
  reserve(): number {
    while (this.#missing.has(this.#next)) this.#next++;
    return this.#next++;
  }

  /** Where the next byte goes, counted from the start of the file. */
  get position(): number {
    return this.#document.bytes.length + this.#text.length;
  }

  /** Writes a new object; `body` holds one character per byte. Returns the offset of its body. */
  add(number: number, body: string): number {
    return this.#write(number, 0, body);
  }

  /** Writes a new state of an object that exists. */
  replace(number: number, object: PdfObject): void {
    const entry = this.#document.xref.get(number);
    this.#write(number, entry?.kind === 'at' ? entry.generation : 0, writeObject(object));
  }

  #write(number: number, generation: number, body: string): number {
    this.#written.push({ number, generation, offset: this.position });
    this.#text += `${number} ${generation} obj\n`;
    const start = this.position;
    this.#text += `${body}\nendobj\n`;
    return start;
  }

  /** Ends the update; the original bytes are an exact prefix of what is returned. */
  finish(): Buffer {
    if (this.#document.usesXrefStream) this.#xrefStream();
    else this.#xrefTable();
    return Buffer.concat([this.#document.bytes, Buffer.from(this.#text, 'latin1')]);
  }

  #trailerEntries(): string {
    const kept = ['Root', 'Info', 'ID'].flatMap((key) => {
      const value = entryOf(this.#document.trailer, key);
      return value.kind === 'null' ? [] : [`/${key} ${writeObject(value)}`];
    });
    return `/Size ${this.#next} ${kept.join(' ')} /Prev ${this.#document.startXref}`;
  }

  /** Runs of consecutive numbers. */
  #sections(): Written[][] {
    const sections: Written[][] = [];
    for (const entry of this.#written.toSorted((a, b) => a.number - b.number)) {
      const section = sections.at(-1);
      if (section?.at(-1)?.number === entry.number - 1) section.push(entry);
      else sections.push([entry]);
    }
    return sections;
  }

  #xrefTable(): void {
    const start = this.position;
    this.#text += 'xref\n';
    for (const section of this.#sections()) {
      this.#text += `${section[0]?.number ?? 0} ${section.length}\n`;
      for (const { offset, generation } of section) {
        this.#text += `${String(offset).padStart(10, '0')} ${String(generation).padStart(5, '0')} n \n`;
      }
    }
    this.#text += `trailer\n<<${this.#trailerEntries()}>>\nstartxref\n${start}\n%%EOF\n`;
  }

  #xrefStream(): void {
    const number = this.reserve();
    const start = this.position;
    this.#written.push({ number, generation: 0, offset: start });
    const sections = this.#sections();
    const index = sections.map((section) => `${section[0]?.number ?? 0} ${section.length}`).join(' ');
    const data = sections
      .flat()
      .map(({ offset, generation }) =>
        String.fromCharCode(1, ...bigEndian(offset, 4), ...bigEndian(generation, 2)),
      )
      .join('');
    this.#text +=
      `${number} 0 obj\n<</Type/XRef/W[1 4 2]/Index[${index}]/Length ${data.length} ${this.#trailerEntries()}>>\n` +
      `stream\n${data}\nendstream\nendobj\nstartxref\n${start}\n%%EOF\n`;
  }
}

const bigEndian = (value: number, width: number): number[] =>
  Array.from({ length: width }, (_, i) => Math.floor(value / 256 ** (width - 1 - i)) % 256);

import { z } from 'zod';
import { readIfThere, writePrivately } from './kept-key.ts';

const revocationSchema = z.object({ serial: z.string(), at: z.iso.datetime() });
export type Revocation = z.infer<typeof revocationSchema>;

/** Certificates that the dev CA has taken back, kept in one small file. */
export class Revocations {
  readonly #path: string;
  #entries: readonly Revocation[];

  private constructor(path: string, entries: readonly Revocation[]) {
    this.#path = path;
    this.#entries = entries;
  }

  static async open(path: string): Promise<Revocations> {
    const text = await readIfThere(path);
    return new Revocations(path, text === undefined ? [] : z.array(revocationSchema).parse(JSON.parse(text)));
  }

  get entries(): readonly Revocation[] {
    return this.#entries;
  }

  /** Revoking twice keeps the first date. */
  async add(serial: string, at: Date): Promise<void> {
    if (this.#entries.some((entry) => entry.serial === serial)) return;
    const entries = [...this.#entries, { serial, at: at.toISOString() }];
    await writePrivately(this.#path, JSON.stringify(entries));
    this.#entries = entries;
  }
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOwnLetter } from '#backend/mail/read-own-letter.ts';
import type { Backend } from '#backend/server.ts';

export interface FoundLetter {
  readonly to: string;
  readonly text: string;
}

/** The letters that the server has put into its mailbox folder, as the people who get them. */
export class LetterBox {
  readonly #backend: Backend;
  readonly #folder: string;

  constructor(backend: Backend, dataFolder: string) {
    this.#backend = backend;
    this.#folder = join(dataFolder, 'mail');
  }

  /** To one address, oldest first. */
  async to(address: string): Promise<readonly FoundLetter[]> {
    await this.#backend.deliverMail();
    const rows = await this.#backend.store.selectFrom('mails').selectAll().orderBy('position').execute();
    const files = existsSync(this.#folder) ? readdirSync(this.#folder) : [];
    return rows
      .filter(({ recipient }) => recipient === address)
      .flatMap(({ id, recipient }) => {
        const file = files.find((name) => name.includes(id));
        if (file === undefined) return [];
        return [{ to: recipient, text: readOwnLetter(readFileSync(join(this.#folder, file))) ?? '' }];
      });
  }

  /** The secret of the newest link that somebody was sent. */
  async link(address: string): Promise<string> {
    const letters = await this.to(address);
    const found = letters.map(({ text }) => /\/lien-ket\/([\w-]{43})/.exec(text)?.[1]).filter(Boolean);
    const newest = found.at(-1);
    if (newest === undefined) throw new Error(`no link was sent to ${address}`);
    return newest;
  }
}

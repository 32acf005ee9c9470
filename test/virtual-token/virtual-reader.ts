import { CardDropped, type PivCard } from './piv-card.ts';
import { openQuickLine, type QuickLine } from './quick-line.ts';

/** TCP ports of vpcd's two slots (0x8C7B and the next). */
export const vpcdPorts = [35963, 35964] as const;

const control = { off: 0, on: 1, reset: 2, atr: 4 } as const;

/**
 * Puts a card into pcscd's virtual reader: a TCP connection to vpcd is a card in the slot, its end is the card pulled
 * out. Each message is a 16-bit big-endian length and that many bytes; one byte is a control code, more is an APDU.
 */
export class VirtualReader {
  readonly #port: number;
  #line: QuickLine | undefined;

  constructor(port: number = vpcdPorts[0]) {
    this.#port = port;
  }

  get occupied(): boolean {
    return this.#line !== undefined;
  }

  /** Resolves when vpcd has taken the connection; pcscd notices the card within a second. */
  async insert(card: PivCard): Promise<void> {
    if (this.#line !== undefined) throw new Error('there is a card in the reader');
    const line = await openQuickLine(this.#port);
    line.once('exit', () => {
      if (this.#line === line) this.#line = undefined;
    });
    this.#line = line;
    this.#serve(line, card);
  }

  /** Pulls the card out at once, in the middle of whatever it does. */
  async eject(): Promise<void> {
    const line = this.#line;
    if (line === undefined) return;
    this.#line = undefined;
    await new Promise<void>((resolve) => {
      line.once('exit', () => resolve());
      line.kill('SIGKILL');
    });
  }

  #serve(line: QuickLine, card: PivCard): void {
    let received: Buffer = Buffer.alloc(0);
    let last = Promise.resolve();
    line.stdout.on('data', (bytes: Buffer) => {
      received = Buffer.concat([received, bytes]);
      for (;;) {
        if (received.length < 2) return;
        const size = received.readUInt16BE(0);
        if (received.length < 2 + size) return;
        const message = Buffer.from(received.subarray(2, 2 + size));
        received = received.subarray(2 + size);
        last = last.then(() => this.#take(line, card, message));
      }
    });
  }

  async #take(line: QuickLine, card: PivCard, message: Buffer): Promise<void> {
    if (message.length === 1) {
      if (message[0] === control.atr) send(line, card.atr);
      else card.reset();
      return;
    }
    try {
      send(line, await card.answer(message));
    } catch (thrown) {
      if (!(thrown instanceof CardDropped)) throw thrown;
      if (thrown.drop === 'cut') await this.eject();
    }
  }
}

function send({ stdin }: QuickLine, bytes: Buffer): void {
  if (stdin.destroyed) return;
  const head = Buffer.alloc(2);
  head.writeUInt16BE(bytes.length);
  stdin.write(Buffer.concat([head, bytes]));
}

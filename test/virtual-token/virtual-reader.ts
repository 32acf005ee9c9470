import { connect, type Socket } from 'node:net';
import { CardDropped, type PivCard } from './piv-card.ts';

/** TCP ports of vpcd's two slots (0x8C7B and the next). */
export const vpcdPorts = [35963, 35964] as const;

const control = { off: 0, on: 1, reset: 2, atr: 4 } as const;

/**
 * Puts a card into pcscd's virtual reader: a TCP connection to vpcd is a card in the slot, its end is the card pulled
 * out. Each message is a 16-bit big-endian length and that many bytes; one byte is a control code, more is an APDU.
 */
export class VirtualReader {
  readonly #port: number;
  #socket: Socket | undefined;

  constructor(port: number = vpcdPorts[0]) {
    this.#port = port;
  }

  get occupied(): boolean {
    return this.#socket !== undefined;
  }

  /** Resolves when vpcd has taken the connection; pcscd notices the card within a second. */
  async insert(card: PivCard): Promise<void> {
    if (this.#socket !== undefined) throw new Error('there is a card in the reader');
    const socket = connect({ host: '127.0.0.1', port: this.#port });
    socket.setNoDelay(true);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    socket.on('error', () => undefined);
    socket.once('close', () => {
      if (this.#socket === socket) this.#socket = undefined;
    });
    this.#socket = socket;
    this.#serve(socket, card);
  }

  /** Pulls the card out at once, in the middle of whatever it does. */
  async eject(): Promise<void> {
    const socket = this.#socket;
    if (socket === undefined) return;
    this.#socket = undefined;
    await new Promise<void>((resolve) => {
      socket.once('close', () => resolve());
      socket.destroy();
    });
  }

  #serve(socket: Socket, card: PivCard): void {
    let received: Buffer = Buffer.alloc(0);
    let last = Promise.resolve();
    socket.on('data', (bytes) => {
      received = Buffer.concat([received, typeof bytes === 'string' ? Buffer.from(bytes) : bytes]);
      for (;;) {
        if (received.length < 2) return;
        const size = received.readUInt16BE(0);
        if (received.length < 2 + size) return;
        const message = Buffer.from(received.subarray(2, 2 + size));
        received = received.subarray(2 + size);
        last = last.then(() => this.#take(socket, card, message));
      }
    });
  }

  async #take(socket: Socket, card: PivCard, message: Buffer): Promise<void> {
    if (message.length === 1) {
      if (message[0] === control.atr) send(socket, card.atr);
      else card.reset();
      return;
    }
    try {
      send(socket, await card.answer(message));
    } catch (thrown) {
      if (!(thrown instanceof CardDropped)) throw thrown;
      if (thrown.drop === 'cut') await this.eject();
    }
  }
}

function send(socket: Socket, bytes: Buffer): void {
  if (socket.destroyed) return;
  const head = Buffer.alloc(2);
  head.writeUInt16BE(bytes.length);
  socket.write(Buffer.concat([head, bytes]));
}

import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseApdu, status, type Apdu } from './apdu.ts';
import { pivAlgorithm, pivSign, pivSlots, type PivKey } from './piv-key.ts';
import { findTlv, tlv } from './tlv.ts';

const applicationId = Buffer.from('a000000308000010000100', 'hex');
/** Non-federal FASC-N (agency 9999), which says: identify this card by its GUID. */
const fascN = Buffer.from('d4e739da739ced39ce739d836858210842108421c84210c3eb', 'hex');
/**
 * Answer to reset (ISO/IEC 7816-3 §8.2): T=0 and T=1 offered, and in the historical bytes the application identifier
 * as compact TLV, by which OpenSC knows a PIV card of no special make, EC keys and all.
 */
const atr = withCheckByte(Buffer.concat([Buffer.from('3b8b800180f9', 'hex'), applicationId.subarray(0, 9)]));
const pinReference = 0x80;
const answerSize = 256;

export interface PivCardOptions {
  readonly keys: readonly PivKey[];
  /** 6 to 8 digits. */
  readonly pin: string;
  /** Tries in all, at most 15, of the PIN and of the PUK. */
  readonly tries?: number;
  /** 6 to 8 digits; 12345678 when left out. */
  readonly puk?: string;
  /** 16 bytes by which the card is known; random when left out. */
  readonly guid?: Buffer;
}

/** What a command meets in place of an answer: nothing at all, or a card that is suddenly gone. */
export type Drop = 'silent' | 'cut';

/** The card gives no answer to this command; `cut` also leaves the reader. */
export class CardDropped extends Error {
  readonly drop: Drop;
  constructor(drop: Drop) {
    super(`the card gave no answer (${drop})`);
    this.drop = drop;
  }
}

/**
 * A PIV card (NIST SP 800-73-4) that knows SELECT, GET DATA, VERIFY, CHANGE REFERENCE DATA, RESET RETRY COUNTER,
 * GENERAL AUTHENTICATE, chaining and GET RESPONSE.
 * Its PIN counter survives power, as a real one does.
 */
export class PivCard {
  readonly atr = atr;
  readonly guid: Buffer;
  readonly #keys: readonly PivKey[];
  readonly #objects: ReadonlyMap<string, Buffer>;
  #pin: Buffer;
  readonly #puk: Buffer;
  #pukTries: number;
  readonly #maxTries: number;
  #tries: number;
  #verified = false;
  #selected = false;
  #chain: Buffer[] = [];
  #rest: Buffer = Buffer.alloc(0);
  #drop: { readonly kind: Drop; left: number } | undefined;
  /** Added to each signature, ms. */
  signatureDelay = 0;
  /** Added to every answer, ms: a card or a reader that is slow in all it does. */
  answerDelay = 0;
  /** No command is answered any more, as by a card with a bad contact; it stays in the reader. */
  mute = false;
  /** PINs that the card has compared, right or wrong: VERIFY and CHANGE REFERENCE DATA. */
  verifications = 0;
  /** Those of them that were wrong; each has cost a try. */
  mismatches = 0;
  /** PINs that were sent though the card was locked; it compares none of them. */
  knocks = 0;
  /** PUKs that it has compared: RESET RETRY COUNTER. */
  unblockings = 0;
  /** Those of them that were wrong. */
  pukMismatches = 0;
  signatures = 0;

  constructor(options: PivCardOptions) {
    this.#keys = options.keys;
    this.#maxTries = options.tries ?? 3;
    this.#tries = this.#maxTries;
    this.#pukTries = this.#maxTries;
    this.#pin = padded(Buffer.from(options.pin));
    this.#puk = padded(Buffer.from(options.puk ?? '12345678'));
    this.guid = options.guid ?? randomBytes(16);
    this.#objects = new Map([
      ...options.keys.map((key) => [pivSlots[key.slot].object, certificateObject(key.certificate)] as const),
      ['5fc102', chuid(this.guid)] as const,
      ['7e', discovery()] as const,
    ]);
  }

  get triesLeft(): number {
    return this.#tries;
  }

  get pukTriesLeft(): number {
    return this.#pukTries;
  }

  /** Lowers (or restores) the PUK counter. */
  setPukTries(tries: number): void {
    this.#pukTries = Math.max(0, Math.min(tries, this.#maxTries));
  }

  /** Lowers (or restores) the PIN counter, as wrong PINs entered elsewhere would. */
  setTries(tries: number): void {
    this.#tries = Math.max(0, Math.min(tries, this.#maxTries));
  }

  /** Another program changes the PIN, or a person sets it at the provider's. */
  setPin(pin: string): void {
    this.#pin = padded(Buffer.from(pin));
  }

  /** The next signature is not answered; or one later, after `before` others. */
  dropNextSignature(drop: Drop, before = 0): void {
    this.#drop = { kind: drop, left: before };
  }

  /** Power on, off or reset: forgets the session, not the counter. */
  reset(): void {
    this.#verified = false;
    this.#selected = false;
    this.#chain = [];
    this.#rest = Buffer.alloc(0);
  }

  /** Answers one APDU. Throws CardDropped when it was told to drop the signature, or to be mute. */
  async answer(bytes: Buffer): Promise<Buffer> {
    if (this.answerDelay > 0) await sleep(this.answerDelay);
    if (this.mute) throw new CardDropped('silent');
    const apdu = parseApdu(bytes);
    if (apdu === undefined) return word(status.wrongLength);
    if (apdu.ins === 0xc0) return this.#answerRest();
    if ((apdu.cla & 0x10) !== 0) {
      this.#chain.push(Buffer.from(apdu.data));
      return word(status.ok);
    }
    const data = Buffer.concat([...this.#chain, apdu.data]);
    this.#chain = [];
    return this.#begin(await this.#command({ ...apdu, data }));
  }

  async #command(apdu: Apdu): Promise<{ data?: Buffer; sw: number }> {
    if (apdu.ins === 0xa4) return this.#select(apdu);
    if (!this.#selected) return { sw: status.notFound };
    switch (apdu.ins) {
      case 0xcb:
        return this.#getData(apdu);
      case 0x20:
        return this.#verify(apdu);
      case 0x24:
        return this.#changePin(apdu);
      case 0x2c:
        return this.#unblock(apdu);
      case 0x87:
        return await this.#generalAuthenticate(apdu);
      default:
        return { sw: status.instructionUnknown };
    }
  }

  #select({ p1, data }: Apdu): { data?: Buffer; sw: number } {
    const known = data.length >= 9 && applicationId.subarray(0, data.length).equals(data);
    if (p1 !== 0x04 || !known) return { sw: status.notFound };
    if (!this.#selected) this.#verified = false;
    this.#selected = true;
    const authority = tlv('79', tlv('4f', applicationId.subarray(0, 5)));
    return { data: tlv('61', tlv('4f', applicationId.subarray(5)), authority), sw: status.ok };
  }

  #getData({ p1, p2, data }: Apdu): { data?: Buffer; sw: number } {
    if (p1 !== 0x3f || p2 !== 0xff) return { sw: status.wrongParameters };
    const object = this.#objects.get(findTlv(data, 0x5c)?.toString('hex') ?? '');
    return object === undefined ? { sw: status.notFound } : { data: object, sw: status.ok };
  }

  #verify({ p1, p2, data }: Apdu): { sw: number } {
    if (p2 !== pinReference) return { sw: status.referenceNotFound };
    if (p1 === 0xff) {
      this.#verified = false;
      return { sw: status.ok };
    }
    if (data.length === 0) {
      if (this.#verified) return { sw: status.ok };
      return { sw: this.#tries === 0 ? status.pinBlocked : status.verifyFailed + this.#tries };
    }
    return { sw: this.#comparePin(data) };
  }

  #comparePin(data: Buffer): number {
    if (this.#tries === 0) {
      this.knocks += 1;
      return status.pinBlocked;
    }
    this.verifications += 1;
    this.#verified = data.equals(this.#pin);
    this.#tries = this.#verified ? this.#maxTries : this.#tries - 1;
    if (this.#verified) return status.ok;
    this.mismatches += 1;
    return this.#tries === 0 ? status.pinBlocked : status.verifyFailed + this.#tries;
  }

  /** CHANGE REFERENCE DATA (SP 800-73-4 part 2 §3.2.2): the PIN that stands and the new one. */
  #changePin({ p1, p2, data }: Apdu): { sw: number } {
    if (p2 !== pinReference) return { sw: status.referenceNotFound };
    if (p1 !== 0 || data.length !== 2 * pinSize) return { sw: status.wrongData };
    const next = data.subarray(pinSize);
    if (!isPin(next)) return { sw: status.wrongData };
    const sw = this.#comparePin(data.subarray(0, pinSize));
    if (sw === status.ok) this.#pin = Buffer.from(next);
    return { sw };
  }

  /** RESET RETRY COUNTER (SP 800-73-4 part 2 §3.2.3): the PUK and a new PIN. */
  #unblock({ p1, p2, data }: Apdu): { sw: number } {
    if (p2 !== pinReference) return { sw: status.referenceNotFound };
    if (p1 !== 0 || data.length !== 2 * pinSize) return { sw: status.wrongData };
    const next = data.subarray(pinSize);
    if (!isPin(next)) return { sw: status.wrongData };
    if (this.#pukTries === 0) {
      this.knocks += 1;
      return { sw: status.pinBlocked };
    }
    this.unblockings += 1;
    if (!data.subarray(0, pinSize).equals(this.#puk)) {
      this.#pukTries -= 1;
      this.pukMismatches += 1;
      return { sw: this.#pukTries === 0 ? status.pinBlocked : status.verifyFailed + this.#pukTries };
    }
    this.#pukTries = this.#maxTries;
    this.#tries = this.#maxTries;
    this.#pin = Buffer.from(next);
    return { sw: status.ok };
  }

  async #generalAuthenticate({ p1, p2, data }: Apdu): Promise<{ data?: Buffer; sw: number }> {
    const key = this.#keys.find(({ slot }) => pivSlots[slot].reference === p2);
    if (key === undefined) return { sw: status.referenceNotFound };
    const template = findTlv(data, 0x7c);
    const challenge = template === undefined ? undefined : findTlv(template, 0x81);
    if (p1 !== pivAlgorithm(key) || challenge === undefined) return { sw: status.wrongData };
    if (!this.#verified) return { sw: status.securityNotSatisfied };
    if (pivSlots[key.slot].pinAlways) this.#verified = false;
    if (this.signatureDelay > 0) await sleep(this.signatureDelay);
    this.#meetDrop();
    try {
      const value = await pivSign(key, challenge);
      this.signatures += 1;
      return { data: tlv('7c', tlv('82', value)), sw: status.ok };
    } catch {
      return { sw: status.wrongData };
    }
  }

  #meetDrop(): void {
    const drop = this.#drop;
    if (drop === undefined) return;
    if (drop.left > 0) {
      drop.left -= 1;
      return;
    }
    this.#drop = undefined;
    throw new CardDropped(drop.kind);
  }

  #begin({ data, sw }: { data?: Buffer; sw: number }): Buffer {
    this.#rest = Buffer.alloc(0);
    if (data === undefined || data.length <= answerSize)
      return Buffer.concat([data ?? Buffer.alloc(0), word(sw)]);
    this.#rest = data;
    return this.#answerRest();
  }

  #answerRest(): Buffer {
    const part = this.#rest.subarray(0, answerSize);
    this.#rest = this.#rest.subarray(answerSize);
    const left = this.#rest.length;
    return Buffer.concat([part, word(left === 0 ? status.ok : status.moreData + (left > 255 ? 0 : left))]);
  }
}

/** Appends TCK: the exclusive or of every byte after TS. */
function withCheckByte(bytes: Buffer): Buffer {
  const check = bytes.subarray(1).reduce((sum, byte) => sum ^ byte, 0);
  return Buffer.concat([bytes, Buffer.from([check])]);
}

const word = (sw: number): Buffer => Buffer.from([sw >> 8, sw & 0xff]);

/** A PIN and a PUK are eight bytes each, the PIN of six to eight digits (SP 800-73-4 part 2 §2.4.3). */
const pinSize = 8;
const isPin = (bytes: Buffer): boolean => /^\d{6,8}\xff*$/.test(bytes.toString('latin1'));

/** PIV PINs are eight bytes, padded with FF (SP 800-73-4 part 2 §2.4.3). */
function padded(pin: Buffer): Buffer {
  return Buffer.concat([pin, Buffer.alloc(pinSize - pin.length, 0xff)]);
}

function certificateObject(der: Uint8Array): Buffer {
  return tlv('53', tlv('70', der), tlv('71', Buffer.from([0])), tlv('fe'));
}

function chuid(guid: Buffer): Buffer {
  return tlv(
    '53',
    tlv('30', fascN),
    tlv('34', guid),
    tlv('35', Buffer.from('20460101')),
    tlv('3e'),
    tlv('fe'),
  );
}

/** Discovery object: the PIV card application PIN satisfies the access rules (SP 800-73-4 part 1 §3.3.2). */
function discovery(): Buffer {
  return tlv('7e', tlv('4f', applicationId), tlv('5f2f', Buffer.from([0x40, 0x00])));
}

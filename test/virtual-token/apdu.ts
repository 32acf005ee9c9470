/** A command APDU in short form (ISO/IEC 7816-4 §5.1). */
export interface Apdu {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  readonly data: Buffer;
}

/** Reads a short or extended APDU; undefined when its length field lies. */
export function parseApdu(bytes: Buffer): Apdu | undefined {
  const [cla, ins, p1, p2, lc] = bytes;
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined) return undefined;
  const head = { cla, ins, p1, p2 };
  if (lc === undefined || bytes.length === 5) return { ...head, data: Buffer.alloc(0) };
  if (lc === 0 && bytes.length === 7) return { ...head, data: Buffer.alloc(0) };
  const [size, start] = lc === 0 ? [bytes.readUInt16BE(5), 7] : [lc, 5];
  if (bytes.length < start + size) return undefined;
  return { ...head, data: bytes.subarray(start, start + size) };
}

/** Status words used by the card. */
export const status = {
  ok: 0x9000,
  wrongLength: 0x6700,
  securityNotSatisfied: 0x6982,
  pinBlocked: 0x6983,
  wrongData: 0x6a80,
  notFound: 0x6a82,
  wrongParameters: 0x6a86,
  referenceNotFound: 0x6a88,
  instructionUnknown: 0x6d00,
  /** Plus the number of tries left. */
  verifyFailed: 0x63c0,
  /** Plus the number of bytes left. */
  moreData: 0x6100,
} as const;

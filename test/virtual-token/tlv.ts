/** BER-TLV with one- to three-byte tags (ISO/IEC 7816-4 §5.2.2), as PIV data objects are written. */
export function tlv(tag: string, ...values: readonly Uint8Array[]): Buffer {
  const value = Buffer.concat(values);
  return Buffer.concat([Buffer.from(tag, 'hex'), length(value.length), value]);
}

function length(size: number): Buffer {
  if (size < 0x80) return Buffer.from([size]);
  if (size < 0x100) return Buffer.from([0x81, size]);
  return Buffer.from([0x82, size >> 8, size & 0xff]);
}

/** The value of the first one-byte `tag` at the top level of `data`; undefined when absent or cut short. */
export function findTlv(data: Buffer, tag: number): Buffer | undefined {
  let at = 0;
  while (at + 2 <= data.length) {
    const found = data[at];
    let size = data[at + 1] ?? 0;
    at += 2;
    if (size > 0x80) {
      const count = size & 0x7f;
      if (count > 2 || at + count > data.length) return undefined;
      size = data.readUIntBE(at, count);
      at += count;
    }
    if (at + size > data.length) return undefined;
    if (found === tag) return data.subarray(at, at + size);
    at += size;
  }
  return undefined;
}

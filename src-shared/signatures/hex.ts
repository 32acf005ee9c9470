const digits = '0123456789abcdef';

/** Lower-case hex of bytes. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const octet of bytes) text += digits.charAt(octet >> 4) + digits.charAt(octet & 15);
  return text;
}

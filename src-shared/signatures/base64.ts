export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(binary);
}

/**
 * Decodes base64 that has exactly one spelling: no characters or spare bits that another text could differ in. Line
 * ends are taken out first, since XML libraries wrap long values. Undefined when it is anything else.
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bare = text.replaceAll(/\r?\n/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(bare) || bare.length % 4 !== 0) return undefined;
  const binary = atob(bare);
  if (btoa(binary) !== bare) return undefined;
  return Uint8Array.from(binary, (c) => c.charCodeAt(0));
}

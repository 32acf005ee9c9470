/** Names in an archive. Programs of the last century write Vietnamese ones in Windows-1258. */

export function decodeName(bytes: Uint8Array, utf8: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).normalize('NFC');
  } catch {
    // A name that says UTF-8 and is not is shown with its errors, and refused as unsafe.
    return new TextDecoder(utf8 ? 'utf-8' : 'windows-1258').decode(bytes).normalize('NFC');
  }
}

/** Whether a name stays inside the folder that it is unpacked into, on every system. Nothing is unpacked to disk here. */
export function isSafeName(name: string): boolean {
  // Control and direction characters make a name look like another.
  if (name === '' || name.length > 255 || /[\p{Cc}\p{Cf}\ufffd]/u.test(name)) return false;
  if (/^[\\/]|^[A-Za-z]:/.test(name)) return false;
  return !name.split(/[\\/]/).some((part) => part === '..' || part === '.');
}

/** Equal for names that some system takes for the same file. */
export function nameKey(name: string): string {
  return name.replace(/\\/g, '/').toLowerCase();
}

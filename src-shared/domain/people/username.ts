/**
 * User names are compared without case and in one Unicode form, on the server and on the desktop alike: Unikey types
 * “ậ” in two ways, and a store is found by this spelling.
 */
export function normaliseUsername(typed: string): string {
  return typed.trim().normalize('NFC').toLowerCase();
}

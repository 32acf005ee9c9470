/** User names are compared as the server compares them: without case and in one Unicode form. */
export function normaliseUsername(typed: string): string {
  return typed.trim().normalize('NFC').toLowerCase();
}

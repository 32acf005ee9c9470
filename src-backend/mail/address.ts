/**
 * Whether a text is one plain e-mail address (RFC 5321 without quoted names and address literals). Nothing that could
 * end a header or name a second recipient passes.
 */
export function isMailAddress(text: string): boolean {
  if (text.length > 254) return false;
  const [, local = ''] =
    /^([\w!#$%&'*+/=?^`{|}~.-]+)@(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z\d-]{2,63}$/i.exec(text) ?? [];
  return (
    local !== '' &&
    local.length <= 64 &&
    !local.startsWith('.') &&
    !local.endsWith('.') &&
    !local.includes('..')
  );
}

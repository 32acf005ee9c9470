/**
 * Whether what is said to this address stays between the two: over TLS, or within this machine (127.0.0.0/8 of RFC 1122
 * §3.2.1.3, ::1 of RFC 4291 §2.5.3, localhost of RFC 6761 §6.3). Passwords, session tokens and wipe marks travel there.
 */
export function isPrivateUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  // The parser has brought 127.1, 0x7f.0.0.1 and the like into one form.
  const { protocol, hostname } = new URL(url);
  if (protocol === 'https:') return true;
  return (
    protocol === 'http:' &&
    (hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname))
  );
}

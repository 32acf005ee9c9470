/** Response headers that confine the window and the PIN page; the same under every shell. */

/** What a page may frame and who may frame it; nobody when left out. */
export interface Framing {
  readonly frames?: string;
  readonly ancestors?: string;
}

/** Content-Security-Policy of the main window (CSP Level 3): nothing but what is listed. */
export function windowPolicy({ frames = "'none'", ancestors = "'none'" }: Framing): string {
  return [
    "default-src 'none'",
    // WebAssembly only, not eval: pdf.js decodes fax, JBIG2 and JPEG 2000 scans with it.
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    // Widths and positions that the components compute; an attribute can neither load nor run anything.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    `frame-src ${frames}`,
    `frame-ancestors ${ancestors}`,
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
}

/** Content-Security-Policy of the PIN page, which shows text and one field and talks to nobody but its shell. */
export function pinPolicy({ ancestors = "'none'" }: Pick<Framing, 'ancestors'>): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    `frame-ancestors ${ancestors}`,
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
}

/** Headers of every answer that a window receives. */
export const confiningHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

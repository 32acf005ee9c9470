import { DvcttError } from '../../contract/errors.ts';

const predefined: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Replaces the five predefined entities and character references; anything else is XML_BROKEN. */
export function resolveReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&([^;&<]{0,12})(;?)/g, (_, name: string, end: string) => {
    const value = end === ';' ? (predefined[name] ?? character(name)) : undefined;
    if (value === undefined) throw new DvcttError('XML_BROKEN', { reason: 'unknown entity' });
    return value;
  });
}

function character(name: string): string | undefined {
  const match = /^#(?:x([0-9A-Fa-f]{1,6})|(\d{1,7}))$/.exec(name);
  if (match === null) return undefined;
  const code = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16);
  const allowed =
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff);
  return allowed ? String.fromCodePoint(code) : undefined;
}

import {
  children,
  contentBytes,
  DerError,
  expect,
  rawBytes,
  readOid,
  readText,
  tags,
  type DerElement,
} from '../signatures/der/reader.ts';
import { toHex } from '../signatures/hex.ts';

/** `UID` (userId): Vietnamese CAs carry `MST:…`, `CCCD:…`, `CMND:…` in it, several in one subject. */
export const uidOid = '0.9.2342.19200300.100.1.1';

/** Descriptors registered for LDAP (RFC 4514 §3, RFC 4519) and the two e-mail and serial ones met in practice. */
const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.20': 'telephoneNumber',
  '2.5.4.42': 'GN',
  '0.9.2342.19200300.100.1.25': 'DC',
  [uidOid]: 'UID',
  '1.2.840.113549.1.9.1': 'E',
};

export interface NameAttribute {
  readonly type: string;
  readonly value: string;
}

export interface DistinguishedName {
  /** RFC 4514: most specific part first. */
  readonly text: string;
  readonly attributes: readonly NameAttribute[];
}

/** Reads an X.501 Name. */
export function readName(name: DerElement): DistinguishedName {
  const attributes: NameAttribute[] = [];
  const parts: string[] = [];
  for (const relative of children(expect(name, tags.sequence))) {
    const pairs = children(expect(relative, tags.set)).map((pair) => {
      const [type, value, ...rest] = children(expect(pair, tags.sequence));
      if (value === undefined || rest.length > 0) throw new DerError('bad name attribute');
      const oid = readOid(type);
      const text = readText(value);
      attributes.push({ type: oid, value: text ?? toHex(contentBytes(value)) });
      const shortName = shortNames[oid];
      return shortName === undefined || text === undefined
        ? `${oid}=#${toHex(rawBytes(value))}`
        : `${shortName}=${escape(text)}`;
    });
    parts.unshift(pairs.join('+'));
  }
  return { text: parts.join(','), attributes };
}

/** First value of an attribute type, or an empty string. */
export const firstValue = (name: DistinguishedName, type: string): string =>
  name.attributes.find((attribute) => attribute.type === type)?.value ?? '';

/** RFC 4514 §2.4; control characters are shown as escaped bytes so that a name cannot break a line of a report. */
function escape(text: string): string {
  return text
    .replaceAll(/[\\"+,;<>]/g, String.raw`\$&`)
    .replaceAll(/\p{Cc}/gu, (c) =>
      Array.from(new TextEncoder().encode(c), (octet) => `\\${toHex(Uint8Array.of(octet))}`).join(''),
    )
    .replace(/^[ #]/, String.raw`\$&`)
    .replace(/ $/, String.raw`\ `);
}

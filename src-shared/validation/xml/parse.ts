/**
 * A strict parser of XML 1.0 with namespaces, UTF-8, no DTD. Written here for two reasons: signing needs the place of
 * the root's end tag in the source, and a verifier must not repair what it reads, as tolerant parsers do.
 */
import { DvcttError } from '../../contract/errors.ts';
import type { XmlAttribute, XmlComment, XmlDocument, XmlElement, XmlInstruction } from './nodes.ts';
import { NamespaceScope } from './namespaces.ts';
import { resolveReferences } from './references.ts';

const maxDepth = 200;
const maxElements = 500_000;
const maxAttributes = 200;

const nameStart =
  'A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C-\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}';
const ncName = `[${nameStart}][\\u0300-\\u036F${nameStart}\\-.0-9\\u00B7\\u203F-\\u2040]*`;
const qName = `(?:(${ncName}):)?(${ncName})`;
const startTag = new RegExp(`<(${qName})`, 'uy');
const attribute = new RegExp(
  `[ \\t\\r\\n]+(${qName})[ \\t\\r\\n]*=[ \\t\\r\\n]*(?:"([^"<]*)"|'([^'<]*)')`,
  'uy',
);
const tagEnd = /[ \t\r\n]*(\/?)>/y;
const endTag = new RegExp(`</(${qName})[ \\t\\r\\n]*>`, 'uy');
const instruction = new RegExp(`<\\?(${ncName})(?:[ \\t\\r\\n]+([^]*?))?\\?>`, 'uy');
const declaration =
  /<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.0"|'1\.0')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"[Uu][Tt][Ff]-8"|'[Uu][Tt][Ff]-8'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/y;
const space = /[ \t\r\n]*/y;
/** XML 1.0 §2.2: control characters and the two non-characters. Surrogates cannot come out of UTF-8. */
const forbidden = /[\p{Cc}--[\t\n\r\x7f-\x9f]]|[\uFFFE\uFFFF]/v;

const broken = (reason: string): DvcttError => new DvcttError('XML_BROKEN', { reason });

/** Decodes UTF-8 without repairing it; the byte order mark stays, so that encoding gives the same bytes again. */
export function decodeXml(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw broken('not UTF-8');
  }
}

/** Rejects with XML_BROKEN, XML_DTD_FORBIDDEN or XML_TOO_COMPLEX. */
export function parseXml(bytes: Uint8Array): XmlDocument {
  return new XmlParser(decodeXml(bytes)).document();
}

class XmlParser {
  readonly #text: string;
  #at = 0;
  #elements = 0;
  #hasComments = false;
  readonly #scope = new NamespaceScope();

  constructor(text: string) {
    this.#text = text;
    if (forbidden.test(text)) throw broken('forbidden character');
  }

  document(): XmlDocument {
    if (this.#text.startsWith('\uFEFF')) this.#at = 1;
    this.#match(declaration);
    const before = this.#outside();
    const root = this.#tree();
    const after = this.#outside();
    if (this.#at !== this.#text.length) throw broken('content after the root element');
    return { text: this.#text, root, before, after, hasComments: this.#hasComments };
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.#at = pattern.lastIndex;
    return found;
  }

  #looking(at: string): boolean {
    return this.#text.startsWith(at, this.#at);
  }

  /** Comments and processing instructions outside the root. */
  #outside(): (XmlComment | XmlInstruction)[] {
    const found: (XmlComment | XmlInstruction)[] = [];
    for (;;) {
      this.#match(space);
      if (this.#looking('<!--')) found.push(this.#comment());
      else if (this.#looking('<?')) found.push(this.#instruction());
      else if (this.#looking('<!')) throw new DvcttError('XML_DTD_FORBIDDEN');
      else return found;
    }
  }

  #comment(): XmlComment {
    const end = this.#text.indexOf('--', this.#at + 4);
    if (end < 0 || this.#text[end + 2] !== '>') throw broken('bad comment');
    const value = lineEnds(this.#text.slice(this.#at + 4, end));
    this.#at = end + 3;
    this.#hasComments = true;
    return { kind: 'comment', value };
  }

  #instruction(): XmlInstruction {
    const [, target = '', data = ''] = this.#match(instruction) ?? [];
    if (target === '' || target.toLowerCase() === 'xml') throw broken('bad processing instruction');
    return { kind: 'instruction', target, data: lineEnds(data) };
  }

  /** The root element; with a stack of its own, so that no depth of nesting exhausts the machine's. */
  #tree(): XmlElement {
    const root = this.#start(undefined, 0);
    let open: XmlElement | undefined = root.closed ? undefined : root.element;
    let depth = 1;
    while (open !== undefined) {
      const current: XmlElement = open;
      const next = this.#text.indexOf('<', this.#at);
      if (next < 0) throw broken('the root element is not closed');
      if (next > this.#at) this.#characters(current, next);
      if (this.#looking('</')) {
        const start = this.#at;
        if (this.#match(endTag)?.[1] !== current.name) throw broken('end tag does not match');
        current.endTagStart = start;
        current.end = this.#at;
        this.#scope.leave(current.declarations);
        open = current.parent;
        depth--;
      } else if (this.#looking('<!--')) current.children.push(this.#comment());
      else if (this.#looking('<![CDATA[')) this.#cdata(current);
      else if (this.#looking('<?')) current.children.push(this.#instruction());
      else if (this.#looking('<!')) throw new DvcttError('XML_DTD_FORBIDDEN');
      else {
        const child = this.#start(current, depth);
        current.children.push(child.element);
        if (!child.closed) {
          open = child.element;
          depth++;
        }
      }
    }
    return root.element;
  }

  #characters(parent: XmlElement, end: number): void {
    const raw = this.#text.slice(this.#at, end);
    if (raw.includes(']]>')) throw broken(']]> in text');
    appendText(parent, resolveReferences(lineEnds(raw)));
    this.#at = end;
  }

  #cdata(parent: XmlElement): void {
    const end = this.#text.indexOf(']]>', this.#at);
    if (end < 0) throw broken('CDATA is not closed');
    appendText(parent, lineEnds(this.#text.slice(this.#at + 9, end)));
    this.#at = end + 3;
  }

  #start(parent: XmlElement | undefined, depth: number): { element: XmlElement; closed: boolean } {
    const start = this.#at;
    if (depth >= maxDepth || ++this.#elements > maxElements) throw new DvcttError('XML_TOO_COMPLEX');
    const [, name = '', prefix = '', local = ''] = this.#match(startTag) ?? [];
    if (name === '') throw broken('bad start tag');
    const raw: RawAttribute[] = [];
    for (let found = this.#match(attribute); found !== undefined; found = this.#match(attribute)) {
      const [, full = '', attributePrefix = '', attributeLocal = '', double, single] = found;
      const value = resolveReferences(lineEnds(double ?? single ?? '').replaceAll(/[\t\n]/g, ' '));
      raw.push({ name: full, prefix: attributePrefix, local: attributeLocal, value });
      if (raw.length > maxAttributes) throw new DvcttError('XML_TOO_COMPLEX');
    }
    const end = this.#match(tagEnd);
    if (end === undefined) throw broken('bad start tag');
    const closed = end[1] === '/';
    const declarations = this.#scope.enter(raw.filter(isDeclaration).map(declared));
    if (declarations === undefined) throw broken('bad namespace declaration');
    const element: XmlElement = {
      kind: 'element',
      name,
      prefix,
      local,
      namespace: prefix === '' ? (this.#scope.get('') ?? '') : resolvePrefix(this.#scope, prefix),
      attributes: qualify(this.#scope, raw),
      declarations,
      children: [],
      parent,
      start,
      endTagStart: this.#at,
      end: this.#at,
    };
    if (closed) this.#scope.leave(declarations);
    return { element, closed };
  }
}

interface RawAttribute {
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
  readonly value: string;
}

const isDeclaration = ({ name, prefix }: RawAttribute): boolean => name === 'xmlns' || prefix === 'xmlns';

const declared = ({ prefix, local, value }: RawAttribute): [string, string] => [
  prefix === '' ? '' : local,
  value,
];

function resolvePrefix(scope: NamespaceScope, prefix: string): string {
  const namespace = scope.get(prefix);
  if (namespace === undefined) throw broken('undeclared prefix');
  return namespace;
}

function qualify(scope: NamespaceScope, raw: readonly RawAttribute[]): XmlAttribute[] {
  const seen = new Set<string>();
  return raw
    .filter((entry) => !isDeclaration(entry))
    .map((entry) => {
      const namespace = entry.prefix === '' ? '' : resolvePrefix(scope, entry.prefix);
      const expanded = `${namespace} ${entry.local}`;
      if (seen.has(expanded)) throw broken('duplicate attribute');
      seen.add(expanded);
      return { ...entry, namespace };
    });
}

function appendText(parent: XmlElement, value: string): void {
  if (value !== '') parent.children.push({ kind: 'text', value });
}

/** XML 1.0 §2.11: CR LF and a lone CR are read as LF. */
const lineEnds = (text: string): string => (text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text);

/** Exclusive XML Canonicalization 1.0 without comments (W3C xml-exc-c14n), no InclusiveNamespaces list. */
import { DvcttError } from '../../contract/errors.ts';
import type { XmlAttribute, XmlDocument, XmlElement, XmlInstruction, XmlNode } from './nodes.ts';

/** Elements that are left out, with all that is in them. */
export type Exclusion = (element: XmlElement) => boolean;

/** The canonical text of one element as the apex of a document subset. XML_TOO_COMPLEX when it is out of proportion. */
export function canonicalElement(element: XmlElement, exclude?: Exclusion): string {
  const writer = new CanonicalWriter(element.end - element.start, exclude);
  writer.element(element);
  return writer.text;
}

/** The canonical text of a whole document, instructions outside the root included. */
export function canonicalDocument(document: XmlDocument, exclude?: Exclusion): string {
  const instructions = (nodes: readonly XmlNode[]): XmlInstruction[] =>
    nodes.filter((node): node is XmlInstruction => node.kind === 'instruction');
  const before = instructions(document.before).map((node) => `${renderInstruction(node)}\n`);
  const after = instructions(document.after).map((node) => `\n${renderInstruction(node)}`);
  return before.join('') + canonicalElement(document.root, exclude) + after.join('');
}

/** Canonical text has at most so many characters for each of the source: siblings may all declare their namespace. */
const maxGrowth = 10;
const freeGrowth = 65_536;

class CanonicalWriter {
  text = '';
  readonly #limit: number;
  readonly #exclude: Exclusion | undefined;
  /** Declarations that stand on the output ancestors: prefix → URI. */
  readonly #rendered = new Map<string, string>();

  constructor(sourceLength: number, exclude: Exclusion | undefined) {
    this.#limit = freeGrowth + maxGrowth * sourceLength;
    this.#exclude = exclude;
  }

  /** The parser bounds the depth of nesting, so that recursion is safe here. */
  element(element: XmlElement): void {
    if (this.#exclude?.(element) === true) return;
    this.text += `<${element.name}`;
    const replaced = this.#namespaces(element);
    const attributes =
      element.attributes.length > 1 ? element.attributes.toSorted(attributeOrder) : element.attributes;
    for (const { name, value } of attributes) this.text += ` ${name}="${escapeAttribute(value)}"`;
    this.text += '>';
    if (this.text.length > this.#limit) throw new DvcttError('XML_TOO_COMPLEX');
    for (const child of element.children) {
      if (child.kind === 'element') this.element(child);
      else if (child.kind === 'text') this.text += escapeText(child.value);
      else if (child.kind === 'instruction') this.text += renderInstruction(child);
    }
    this.text += `</${element.name}>`;
    for (const [prefix, uri] of replaced ?? []) {
      if (uri === undefined) this.#rendered.delete(prefix);
      else this.#rendered.set(prefix, uri);
    }
  }

  /**
   * Declares the prefixes that the element itself and its attributes use, unless an output ancestor already does so.
   * Returns what they stood for before, to be put back behind the element.
   */
  #namespaces(element: XmlElement): [string, string | undefined][] | undefined {
    const used = new Map([[element.prefix, element.namespace]]);
    for (const { prefix, namespace } of element.attributes) if (prefix !== '') used.set(prefix, namespace);
    used.delete('xml');
    let replaced: [string, string | undefined][] | undefined;
    const prefixes = used.size > 1 ? [...used].toSorted(([a], [b]) => textOrder(a, b)) : used;
    for (const [prefix, uri] of prefixes) {
      const known = this.#rendered.get(prefix);
      if ((known ?? '') === uri) continue;
      (replaced ??= []).push([prefix, known]);
      this.#rendered.set(prefix, uri);
      this.text += ` ${prefix === '' ? 'xmlns' : `xmlns:${prefix}`}="${escapeAttribute(uri)}"`;
    }
    return replaced;
  }
}

const textOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const attributeOrder = (a: XmlAttribute, b: XmlAttribute): number =>
  textOrder(a.namespace, b.namespace) || textOrder(a.local, b.local);

const renderInstruction = ({ target, data }: XmlInstruction): string =>
  data === '' ? `<?${target}?>` : `<?${target} ${data}?>`;

const textEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#xD;',
};
const attributeEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

/** Text content as canonical XML writes it. */
export const escapeText = (text: string): string =>
  /[&<>\r]/.test(text) ? text.replaceAll(/[&<>\r]/g, (c) => textEscapes[c] ?? c) : text;

/** Also what a writer of attribute values needs. */
export const escapeAttribute = (text: string): string =>
  /[&<"\t\n\r]/.test(text) ? text.replaceAll(/[&<"\t\n\r]/g, (c) => attributeEscapes[c] ?? c) : text;

/** Exclusive XML Canonicalization 1.0 without comments (W3C xml-exc-c14n), no InclusiveNamespaces list. */
import type { XmlAttribute, XmlDocument, XmlElement, XmlInstruction, XmlNode } from './nodes.ts';

/** Elements that are left out, with all that is in them. */
export type Exclusion = (element: XmlElement) => boolean;

type Rendered = ReadonlyMap<string, string>;
const nothingRendered: Rendered = new Map();

/** The canonical text of one element as the apex of a document subset. */
export const canonicalElement = (element: XmlElement, exclude?: Exclusion): string =>
  renderElement(element, nothingRendered, exclude);

/** The canonical text of a whole document, instructions outside the root included. */
export function canonicalDocument(document: XmlDocument, exclude?: Exclusion): string {
  const instructions = (nodes: readonly XmlNode[]): XmlInstruction[] =>
    nodes.filter((node): node is XmlInstruction => node.kind === 'instruction');
  const before = instructions(document.before).map((node) => `${renderInstruction(node)}\n`);
  const after = instructions(document.after).map((node) => `\n${renderInstruction(node)}`);
  return before.join('') + canonicalElement(document.root, exclude) + after.join('');
}

/** The parser bounds the depth of nesting, so that recursion is safe here. */
function renderElement(element: XmlElement, rendered: Rendered, exclude: Exclusion | undefined): string {
  if (exclude?.(element) === true) return '';
  const [declarations, now] = renderNamespaces(element, rendered);
  let text = `<${element.name}${declarations}`;
  const attributes =
    element.attributes.length > 1 ? element.attributes.toSorted(attributeOrder) : element.attributes;
  for (const { name, value } of attributes) text += ` ${name}="${escapeAttribute(value)}"`;
  text += '>';
  for (const child of element.children) {
    if (child.kind === 'element') text += renderElement(child, now, exclude);
    else if (child.kind === 'text') text += escapeText(child.value);
    else if (child.kind === 'instruction') text += renderInstruction(child);
  }
  return `${text}</${element.name}>`;
}

/** Declares the prefixes that the element itself and its attributes use, unless an output ancestor already does so. */
function renderNamespaces(element: XmlElement, rendered: Rendered): readonly [string, Rendered] {
  const used = new Set([element.prefix]);
  for (const { prefix } of element.attributes) if (prefix !== '') used.add(prefix);
  used.delete('xml');
  let now: Map<string, string> | undefined;
  let text = '';
  const prefixes = used.size > 1 ? [...used].toSorted(textOrder) : used;
  for (const prefix of prefixes) {
    const uri = element.scope.get(prefix) ?? '';
    if ((rendered.get(prefix) ?? '') === uri) continue;
    now ??= new Map(rendered);
    now.set(prefix, uri);
    text += ` ${prefix === '' ? 'xmlns' : `xmlns:${prefix}`}="${escapeAttribute(uri)}"`;
  }
  return [text, now ?? rendered];
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

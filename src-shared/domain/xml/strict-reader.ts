/** Reads XML as hostile input: one exact structure in one namespace, and nothing beside it. */
import { DOMParser, type Element, type Node } from '@xmldom/xmldom';
import { z } from 'zod';
import { DvcttError } from '../../contract/errors.ts';
import { outsideXml } from './characters.ts';

export interface ExpectedRoot {
  readonly namespace: string;
  readonly name: string;
  /** The one Id of the document. */
  readonly id: string;
  /** Characters of the whole document. */
  readonly longest: number;
}

const signatureNamespace = 'http://www.w3.org/2000/09/xmldsig#';

/**
 * The elements under the root; signatures there are passed over and not judged.
 * @throws DvcttError XML_DTD_FORBIDDEN, XML_TOO_COMPLEX, XML_BROKEN
 */
export function partsOf(text: string, expected: ExpectedRoot): Element[] {
  const { longest } = expected;
  if (text.length > longest) throw new DvcttError('XML_TOO_COMPLEX', { characters: text.length });
  // Before the parser sees it: a DTD can define entities that explode or read files.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new DvcttError('XML_DTD_FORBIDDEN');
  const document = guarded(() =>
    new DOMParser({
      // XML 1.0 §2.11. The parser would by itself take U+0085 and U+2028 for line ends, as XML 1.1 does.
      normalizeLineEndings: (source) => source.replace(/\r\n?/g, '\n'),
      onError: (_level, message) => {
        throw new DvcttError('XML_BROKEN', { message: message.slice(0, 200) });
      },
    }).parseFromString(text, 'text/xml'),
  );
  const root = document.documentElement;
  if (root === null) throw broken('root');
  // Only the declaration (a processing instruction named xml to this parser) may stand beside the root.
  for (const node of [...document.childNodes]) {
    const isDeclaration = node.nodeType === node.PROCESSING_INSTRUCTION_NODE && node.nodeName === 'xml';
    if (node !== root && !isDeclaration && !isBlank(node)) throw broken('beside the root');
  }
  if (root.namespaceURI !== expected.namespace) throw broken('namespace');
  named(root, expected.name, ['xmlns', 'Id']);
  if (root.getAttribute('Id') !== expected.id) throw broken('Id');
  return elementsOf(root).filter((element) => element.namespaceURI !== signatureNamespace);
}

/** Checks an element's name, attributes, and that it is of the root's namespace. */
export function named(element: Element, name: string, attributes: readonly string[] = []): Element {
  const namespace = element.ownerDocument?.documentElement?.namespaceURI;
  const wellNamed = element.nodeName === name && element.namespaceURI === namespace;
  const found = [...element.attributes].map((attribute) => attribute.name);
  if (!wellNamed || found.some((attribute) => !attributes.includes(attribute))) throw broken(name);
  return element;
}

/** The members of a list element, each of the one expected name. */
export function membersOf(list: Element, listName: string, memberName: string): readonly Element[] {
  return elementsOf(named(list, listName)).map((member) => named(member, memberName));
}

/** The text of an element that must hold text alone. */
export function leafOf(element: Element, name: string): string {
  const texts = [...named(element, name).childNodes];
  if (texts.some((node) => node.nodeType !== node.TEXT_NODE)) throw broken(name);
  const value = element.textContent ?? '';
  // The parser lets references such as &#0; through.
  if (outsideXml.test(value)) throw broken(name);
  return value;
}

/** Name → text of elements that must be exactly these, in this order, each holding text alone. */
export function leavesOf<Name extends string>(
  elements: readonly Element[],
  names: readonly Name[],
): Record<Name, string> {
  if (elements.length !== names.length) throw broken(names[elements.length] ?? 'extra element');
  const values = elements.map((element, at) => [names[at], leafOf(element, names[at] ?? '')] as const);
  // Each name stands in the list, and each has its value: the two are of one length.
  return Object.fromEntries(values) as Record<Name, string>;
}

/** The child elements; anything else between them but white space is refused. */
export function elementsOf(parent: Element): Element[] {
  const elements = [...parent.childNodes].filter(isElement);
  if (elements.length !== [...parent.childNodes].filter((node) => !isBlank(node)).length) {
    throw broken(parent.localName ?? '');
  }
  return elements;
}

export function broken(where: string): DvcttError {
  return new DvcttError('XML_BROKEN', { where });
}

/** Turns what zod or the parser throws into XML_BROKEN; the product's own errors pass. */
export function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof DvcttError) throw thrown;
    const where = thrown instanceof z.ZodError ? (thrown.issues[0]?.path.join('.') ?? '') : 'syntax';
    throw new DvcttError('XML_BROKEN', { where }, { cause: thrown });
  }
}

function isElement(node: Node): node is Element {
  return node.nodeType === node.ELEMENT_NODE;
}

function isBlank(node: Node): boolean {
  return node.nodeType === node.TEXT_NODE && /^[\t\n\r ]*$/.test(node.nodeValue ?? '');
}

/** XML as a tree of names and texts for reading on screen; nothing in it is resolved or executed. */

export interface XmlNode {
  readonly name: string;
  /** Text of a leaf; empty for a branch. */
  readonly text: string;
  readonly children: readonly XmlNode[];
}

/** Signatures are shown as verification results, not as base64. */
const signatureNamespace = 'http://www.w3.org/2000/09/xmldsig#';
const mostNodes = 20_000;

/** Parses XML for display; undefined when it is not well-formed, declares a document type, or is too large. */
export function readXmlTree(xml: string): XmlNode | undefined {
  if (/<!DOCTYPE/i.test(xml)) return undefined;
  const parsed = new DOMParser().parseFromString(xml, 'application/xml');
  if (parsed.querySelector('parsererror') !== null) return undefined;
  if (parsed.getElementsByTagName('*').length > mostNodes) return undefined;
  return nodeOf(parsed.documentElement);
}

function nodeOf(element: Element): XmlNode {
  const children = [...element.children]
    .filter((child) => child.namespaceURI !== signatureNamespace)
    .map((child) => nodeOf(child));
  return {
    name: element.localName,
    text: children.length === 0 ? element.textContent : '',
    children,
  };
}

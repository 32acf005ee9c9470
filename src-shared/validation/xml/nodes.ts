/** The tree of a parsed XML document. Positions are indices into the decoded text. */

export interface XmlAttribute {
  readonly name: string;
  /** Empty for an attribute without prefix. */
  readonly namespace: string;
  readonly local: string;
  readonly prefix: string;
  readonly value: string;
}

export interface XmlElement {
  readonly kind: 'element';
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  /** Namespaces that it declares itself: prefix ('' for the default) → URI. */
  readonly declarations: ReadonlyMap<string, string>;
  readonly children: XmlNode[];
  readonly parent: XmlElement | undefined;
  readonly start: number;
  /** Of the `<` of the end tag; equal to `end` for `<a/>`. */
  endTagStart: number;
  end: number;
}

export interface XmlText {
  readonly kind: 'text';
  readonly value: string;
}

export interface XmlComment {
  readonly kind: 'comment';
  readonly value: string;
}

export interface XmlInstruction {
  readonly kind: 'instruction';
  readonly target: string;
  readonly data: string;
}

export type XmlNode = XmlElement | XmlText | XmlComment | XmlInstruction;

export interface XmlDocument {
  /** The whole file, decoded; a byte order mark is kept. */
  readonly text: string;
  readonly root: XmlElement;
  readonly before: readonly (XmlComment | XmlInstruction)[];
  readonly after: readonly (XmlComment | XmlInstruction)[];
  readonly hasComments: boolean;
}

/** Value of the attribute without namespace, or undefined. */
export const attributeOf = (element: XmlElement, name: string): string | undefined =>
  element.attributes.find((attribute) => attribute.namespace === '' && attribute.local === name)?.value;

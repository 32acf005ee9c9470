import { dsNamespace } from '../../signatures/xml-names.ts';
import type { XmlDocument, XmlElement } from './nodes.ts';

export const isSignature = (element: XmlElement): boolean =>
  element.namespace === dsNamespace && element.local === 'Signature';

export interface FoundSignatures {
  /** Signatures that are children of the root, in document order. */
  readonly enveloped: readonly XmlElement[];
  /** One hides elsewhere in the document, where it would take its surroundings out of what is signed. */
  readonly misplaced: boolean;
}

export function findSignatures(document: XmlDocument): FoundSignatures {
  const enveloped = document.root.children.filter(
    (child): child is XmlElement => child.kind === 'element' && isSignature(child),
  );
  let misplaced = isSignature(document.root);
  const walk = (element: XmlElement): void => {
    for (const child of element.children) {
      if (child.kind !== 'element') continue;
      if (isSignature(child) && element !== document.root) misplaced = true;
      walk(child);
    }
  };
  walk(document.root);
  return { enveloped, misplaced };
}

/** The file without its signatures, to the byte. */
export function textWithoutSignatures(document: XmlDocument, signatures: readonly XmlElement[]): string {
  let text = '';
  let at = 0;
  for (const { start, end } of signatures) {
    text += document.text.slice(at, start);
    at = end;
  }
  return text + document.text.slice(at);
}

/** How often each value of an Id attribute occurs: `Id`, `ID`, `id` and `xml:id` all count. */
export function countIds(document: XmlDocument): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const walk = (element: XmlElement): void => {
    for (const { local, value } of element.attributes) {
      if (local.toLowerCase() === 'id') counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    for (const child of element.children) if (child.kind === 'element') walk(child);
  };
  walk(document.root);
  return counts;
}

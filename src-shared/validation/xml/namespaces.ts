import { DvcttError } from '../../contract/errors.ts';
import type { XmlElement } from './nodes.ts';

export const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';
const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/';

/**
 * A short declaration can count for every element below it: what is kept and written for it must not grow with their
 * number. Real names of namespaces have some fifty characters.
 */
const maxDeclarations = 20_000;
const maxNameLength = 1024;

const none: ReadonlyMap<string, string> = new Map();

/** Namespace declarations in force while a document is read: prefix ('' for the default) → URI. */
export class NamespaceScope {
  readonly #inForce = new Map<string, string[]>([['xml', [xmlNamespace]]]);
  #count = 0;

  /**
   * Enters an element with these declarations, and returns them as a map. Undefined when they are not well-formed;
   * XML_TOO_COMPLEX when the document declares too much.
   */
  enter(declarations: readonly (readonly [string, string])[]): ReadonlyMap<string, string> | undefined {
    if (declarations.length === 0) return none;
    this.#count += declarations.length;
    if (this.#count > maxDeclarations) throw new DvcttError('XML_TOO_COMPLEX');
    const declared = new Map<string, string>();
    for (const [prefix, uri] of declarations) {
      if (uri.length > maxNameLength) throw new DvcttError('XML_TOO_COMPLEX');
      const reserved =
        prefix === 'xml' || prefix === 'xmlns' || uri === xmlNamespace || uri === xmlnsNamespace;
      if (declared.has(prefix) || reserved || (prefix !== '' && uri === '')) return undefined;
      declared.set(prefix, uri);
      const known = this.#inForce.get(prefix);
      if (known === undefined) this.#inForce.set(prefix, [uri]);
      else known.push(uri);
    }
    return declared;
  }

  leave(declared: ReadonlyMap<string, string>): void {
    for (const prefix of declared.keys()) this.#inForce.get(prefix)?.pop();
  }

  get(prefix: string): string | undefined {
    return this.#inForce.get(prefix)?.at(-1);
  }
}

/** The namespace that a prefix stands for at an element, used there or not. */
export function namespaceAt(element: XmlElement, prefix: string): string | undefined {
  for (let at: XmlElement | undefined = element; at !== undefined; at = at.parent) {
    const uri = at.declarations.get(prefix);
    if (uri !== undefined) return uri;
  }
  return undefined;
}

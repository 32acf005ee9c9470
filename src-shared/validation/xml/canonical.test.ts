import { DOMImplementation, DOMParser, XMLSerializer } from '@xmldom/xmldom';
import fc from 'fast-check';
import { setNodeDependencies } from 'xml-core';
import { XmlCanonicalizer } from 'xmldsigjs';
import * as xpath from 'xpath';
import { describe, expect, it } from 'vitest';
import { canonicalDocument } from './canonical.ts';
import { parseXml } from './parse.ts';

setNodeDependencies({ DOMParser, XMLSerializer, DOMImplementation, xpath });

const ours = (text: string): string => canonicalDocument(parseXml(new TextEncoder().encode(text)));

/** Another implementation of the same standard, over another parser. */
function theirs(text: string): string {
  const document = new DOMParser().parseFromString(text, 'text/xml');
  // xml-core is typed for the browser's DOM, which xmldom implements without declaring so.
  return new XmlCanonicalizer(false, true).Canonicalize(document.documentElement as unknown as Node);
}

const value = fc.stringMatching(/^[a-z0-9 .ếđ'>]{0,12}$/).map((text) => text.replaceAll('>', '&gt;'));
const names = fc.constantFrom('a', 'b', 'p:c', 'q:d');
const declarations = fc.constantFrom(
  '',
  ' xmlns="urn:1"',
  ' xmlns:p="urn:3"',
  ' xmlns:q="urn:4" xmlns:p="urn:5"',
);
const attributes = fc.uniqueArray(fc.constantFrom('z', 'm', 'q:b', 'p:a'), { maxLength: 4 });

const tree = (depth: number): fc.Arbitrary<string> =>
  fc
    .tuple(
      names,
      declarations,
      attributes,
      value,
      fc.array(depth > 0 ? tree(depth - 1) : value, { maxLength: 3 }),
    )
    .map(([name, declared, own, text, inner]) => {
      const written = own.map((attribute, i) => ` ${attribute}="${text}${i}"`).join('');
      return `<${name}${declared}${written}>${text}${inner.join('')}</${name}>`;
    });

describe('exclusive canonicalization', () => {
  it('gives what xmldsigjs gives, for documents of any make', () => {
    fc.assert(
      fc.property(tree(4), (inner) => {
        const text = `<root xmlns:p="urn:p" xmlns:q="urn:q">${inner}</root>`;
        expect(ours(text)).toBe(theirs(text));
      }),
      { numRuns: 300 },
    );
  });

  it('normalises line ends, quotes, empty elements, CDATA and character references', () => {
    expect(ours(`<a  b='1"'\r\n c="&#9;&#x41;"><d/>\r\n<![CDATA[<&]]>\r&#13;</a>`)).toBe(
      '<a b="1&quot;" c="&#x9;A"><d></d>\n&lt;&amp;\n&#xD;</a>',
    );
  });

  it('keeps instructions and drops comments, outside the root as well', () => {
    expect(ours('<?x  y?><!-- 1 --><a><!-- 2 --><?z?></a><?last?>')).toBe('<?x y?>\n<a><?z?></a>\n<?last?>');
  });
});

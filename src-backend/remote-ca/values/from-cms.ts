import { children, readDer, tags, type DerElement } from '#shared/signatures/der/reader.ts';

/**
 * The signature values of a CMS SignedData (RFC 5652 §5.3): the octet string of each SignerInfo. Empty for what is no CMS.
 * Nothing else of it is believed; what counts is whether a value verifies.
 */
export function valuesInCms(bytes: Uint8Array): readonly Uint8Array[] {
  // The least SignedData is longer than the values that come bare, nearly always; and a value rarely begins like this.
  if (bytes[0] !== tags.sequence || bytes.length < 100) return [];
  try {
    const [, content] = children(readDer(bytes));
    const [signedData] = content === undefined ? [] : children(content);
    const signerInfos = (signedData === undefined ? [] : children(signedData)).findLast(
      ({ tag }) => tag === tags.set,
    );
    return (signerInfos === undefined ? [] : children(signerInfos))
      .slice(0, 2)
      .flatMap((info) => octets(children(info).find(({ tag }) => tag === tags.octetString)));
  } catch {
    return [];
  }
}

function octets(element: DerElement | undefined): readonly Uint8Array[] {
  return element === undefined ? [] : [element.source.subarray(element.contentStart, element.contentEnd)];
}

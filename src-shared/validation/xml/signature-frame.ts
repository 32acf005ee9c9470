/**
 * Reads a ds:Signature that has exactly the shape of XAdES baseline with two references: the document and the signed
 * properties. Everything that is not expected is refused, since what a verifier skips an attacker can use.
 */
import { fromBase64 } from '../../signatures/base64.ts';
import {
  dsNamespace,
  envelopedTransform,
  exclusiveC14n,
  signedPropertiesType,
  withoutSignatures,
  xadesNamespace,
  xpathTransform,
} from '../../signatures/xml-names.ts';
import { namespaceAt } from './namespaces.ts';
import { attributeOf, type XmlElement } from './nodes.ts';

/** The signature has another shape; `reason` says where. */
export class FrameError extends Error {
  override readonly name = 'FrameError';
}

export interface DigestClaim {
  readonly algorithm: string;
  readonly value: Uint8Array;
}

export interface SignatureFrame {
  readonly signedInfo: XmlElement;
  readonly signatureAlgorithm: string;
  readonly value: Uint8Array;
  readonly documentDigest: DigestClaim;
  /** All signatures are left out of what is signed, or just this one. */
  readonly leavesOut: 'all-signatures' | 'this-signature';
  readonly propertiesDigest: DigestClaim;
  readonly signedProperties: XmlElement;
  readonly propertiesId: string;
  /** DER; the signer's first. */
  readonly certificates: readonly Uint8Array[];
  readonly signingTime: Date | undefined;
  readonly certificateDigest: DigestClaim | undefined;
  readonly hasDataObjectFormat: boolean;
  /** DataObjectFormat/Description. */
  readonly description: string;
  readonly hasUnsignedProperties: boolean;
}

/** Throws FrameError. */
export function readSignatureFrame(signature: XmlElement): SignatureFrame {
  const [signedInfo, signatureValue, keyInfo, object] = exactly(signature, [
    [dsNamespace, 'SignedInfo'],
    [dsNamespace, 'SignatureValue'],
    [dsNamespace, 'KeyInfo'],
    [dsNamespace, 'Object'],
  ]);
  const [method, signatureMethod, first, second] = exactly(signedInfo, [
    [dsNamespace, 'CanonicalizationMethod'],
    [dsNamespace, 'SignatureMethod'],
    [dsNamespace, 'Reference'],
    [dsNamespace, 'Reference'],
  ]);
  plainAlgorithm(method, exclusiveC14n);
  const references = [required(first), required(second)];
  const properties = references.filter(
    (reference) => attributeOf(reference, 'Type') === signedPropertiesType,
  );
  const documents = references.filter((reference) => !properties.includes(reference));
  const [propertiesReference] = properties;
  const [documentReference] = documents;
  if (propertiesReference === undefined || documentReference === undefined)
    throw new FrameError('references');
  if (attributeOf(documentReference, 'URI') !== '') throw new FrameError('document reference');
  const [qualifying] = exactly(object, [[xadesNamespace, 'QualifyingProperties']]);
  if (attributeOf(required(qualifying), 'Target') !== `#${attributeOf(signature, 'Id') ?? ''}`) {
    throw new FrameError('target');
  }
  const [signedProperties, ...unsigned] = elements(required(qualifying));
  named(signedProperties, xadesNamespace, 'SignedProperties');
  const propertiesId = attributeOf(required(signedProperties), 'Id') ?? '';
  if (propertiesId === '' || attributeOf(propertiesReference, 'URI') !== `#${propertiesId}`) {
    throw new FrameError('properties reference');
  }
  const propertiesParts = readReference(propertiesReference);
  if (propertiesParts.transforms.length !== 1) throw new FrameError('transforms');
  plainAlgorithm(propertiesParts.transforms[0], exclusiveC14n);
  const documentParts = readReference(documentReference);
  return {
    signedInfo: required(signedInfo),
    signatureAlgorithm: plainAlgorithm(signatureMethod),
    value: base64Of(signatureValue),
    documentDigest: documentParts.digest,
    leavesOut: readDocumentTransforms(documentParts.transforms),
    propertiesDigest: propertiesParts.digest,
    signedProperties: required(signedProperties),
    propertiesId,
    certificates: readCertificates(required(keyInfo)),
    ...readProperties(required(signedProperties), attributeOf(documentReference, 'Id') ?? ''),
    hasUnsignedProperties: unsigned.length > 0,
  };
}

function readReference(reference: XmlElement): { transforms: XmlElement[]; digest: DigestClaim } {
  const [transforms, method, value] = exactly(reference, [
    [dsNamespace, 'Transforms'],
    [dsNamespace, 'DigestMethod'],
    [dsNamespace, 'DigestValue'],
  ]);
  const list = elements(required(transforms));
  for (const transform of list) named(transform, dsNamespace, 'Transform');
  return { transforms: list, digest: { algorithm: plainAlgorithm(method), value: base64Of(value) } };
}

function readDocumentTransforms(transforms: XmlElement[]): SignatureFrame['leavesOut'] {
  const [enveloped, ...rest] = transforms;
  plainAlgorithm(enveloped, envelopedTransform);
  plainAlgorithm(rest.pop(), exclusiveC14n);
  const [filter, ...more] = rest;
  if (more.length > 0) throw new FrameError('transforms');
  if (filter === undefined) return 'this-signature';
  const [xpath] = exactly(filter, [[dsNamespace, 'XPath']]);
  const isOurs =
    attributeOf(filter, 'Algorithm') === xpathTransform &&
    textOf(xpath) === withoutSignatures &&
    xpath !== undefined &&
    namespaceAt(xpath, 'ds') === dsNamespace;
  if (!isOurs) throw new FrameError('transforms');
  return 'all-signatures';
}

function readCertificates(keyInfo: XmlElement): Uint8Array[] {
  const [data] = exactly(keyInfo, [[dsNamespace, 'X509Data']]);
  const certificates = elements(required(data)).map((certificate) => {
    named(certificate, dsNamespace, 'X509Certificate');
    return base64Of(certificate);
  });
  if (certificates.length === 0 || certificates.length > 30) throw new FrameError('certificates');
  return certificates;
}

type Properties = Pick<
  SignatureFrame,
  'signingTime' | 'certificateDigest' | 'hasDataObjectFormat' | 'description'
>;

/** All of this is signed: what is missing lowers the level, what is unknown does no harm. */
function readProperties(signedProperties: XmlElement, documentId: string): Properties {
  const inSignature = child(signedProperties, 'SignedSignatureProperties');
  const inData = child(signedProperties, 'SignedDataObjectProperties');
  const time = textOf(child(inSignature, 'SigningTime'));
  const digest = child(child(child(inSignature, 'SigningCertificateV2'), 'Cert'), 'CertDigest');
  const formats = inData === undefined ? [] : elements(inData);
  const format = formats.find(
    (element) =>
      element.local === 'DataObjectFormat' &&
      documentId !== '' &&
      attributeOf(element, 'ObjectReference') === `#${documentId}`,
  );
  return {
    signingTime: readTime(time),
    certificateDigest: digest === undefined ? undefined : readDigest(digest),
    hasDataObjectFormat: format !== undefined && textOf(child(format, 'MimeType')) !== '',
    description: textOf(child(format, 'Description')),
  };
}

function readDigest(parent: XmlElement): DigestClaim {
  const [method, value] = exactly(parent, [
    [dsNamespace, 'DigestMethod'],
    [dsNamespace, 'DigestValue'],
  ]);
  return { algorithm: plainAlgorithm(method), value: base64Of(value) };
}

/** xs:dateTime with a zone; without one it is no instant. */
function readTime(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/.test(text)) return undefined;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

function child(parent: XmlElement | undefined, local: string): XmlElement | undefined {
  return parent?.children.find(
    (node): node is XmlElement =>
      node.kind === 'element' && node.namespace === xadesNamespace && node.local === local,
  );
}

/** Child elements; between them nothing but white space may stand. */
function elements(parent: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  for (const node of parent.children) {
    if (node.kind === 'element') found.push(node);
    else if (node.kind !== 'text' || !/^[ \t\r\n]*$/.test(node.value)) throw new FrameError(parent.local);
  }
  return found;
}

function exactly(
  parent: XmlElement | undefined,
  names: readonly (readonly [namespace: string, local: string])[],
): XmlElement[] {
  const found = elements(required(parent));
  if (found.length !== names.length) throw new FrameError(parent?.local ?? '');
  names.forEach(([namespace, local], i) => {
    named(found[i], namespace, local);
  });
  return found;
}

function named(element: XmlElement | undefined, namespace: string, local: string): void {
  if (element?.namespace !== namespace || element.local !== local) throw new FrameError(local);
}

function required(element: XmlElement | undefined): XmlElement {
  if (element === undefined) throw new FrameError('missing element');
  return element;
}

/** The Algorithm of an element that has no parameters; held against `expected` when that is given. */
function plainAlgorithm(element: XmlElement | undefined, expected?: string): string {
  const algorithm = attributeOf(required(element), 'Algorithm');
  const other = expected !== undefined && algorithm !== expected;
  if (algorithm === undefined || other || element?.children.length !== 0) throw new FrameError('algorithm');
  return algorithm;
}

function textOf(element: XmlElement | undefined): string {
  if (element === undefined) return '';
  let text = '';
  for (const node of element.children) {
    if (node.kind !== 'text') throw new FrameError(element.local);
    text += node.value;
  }
  return text;
}

function base64Of(element: XmlElement | undefined): Uint8Array {
  const value = fromBase64(textOf(required(element)));
  if (value === undefined || value.length === 0) throw new FrameError('base64');
  return value;
}

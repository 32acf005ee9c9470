/** Validates the enveloped XAdES signatures of an XML document (ETSI EN 319 132-1, W3C XML-DSig), strictly. */
import { DvcttError } from '../../contract/errors.ts';
import {
  hashNameSchema,
  signatureSchemeSchema,
  type HashName,
  type SignatureAlgorithm,
} from '../../signatures/algorithms.ts';
import { hashLength } from '../../signatures/algorithm-identifiers.ts';
import { equalBytes } from '../../signatures/equal.ts';
import { toHex } from '../../signatures/hex.ts';
import {
  digestUris,
  fileDigestForm,
  sha1DigestUri,
  signatureUri,
  weakSignatureUris,
} from '../../signatures/xml-names.ts';
import { parseCertificate } from '../certificate.ts';
import {
  concludeSignature,
  indeterminate,
  invalid,
  unreadable,
  type Findings,
  type Problem,
} from '../conclusion.ts';
import type { SignatureReport } from '../report.ts';
import { verifyValue } from '../signature-value.ts';
import type { Trust } from '../trust.ts';
import { canonicalDocument, canonicalElement } from './canonical.ts';
import type { XmlDocument, XmlElement } from './nodes.ts';
import { parseXml } from './parse.ts';
import { FrameError, readSignatureFrame, type DigestClaim, type SignatureFrame } from './signature-frame.ts';
import { countIds, findSignatures, isSignature, textWithoutSignatures } from './signatures.ts';

/** Each may ask for a canonical form of the document of its own. */
const maxSignatures = 20;

/** Rejects with XML_BROKEN, XML_DTD_FORBIDDEN or XML_TOO_COMPLEX when the file is not XML that is judged at all. */
export async function validateXades(bytes: Uint8Array, trust: Trust): Promise<SignatureReport[]> {
  const document = parseXml(bytes);
  const { enveloped, misplaced } = findSignatures(document);
  if (enveloped.length > maxSignatures) throw new DvcttError('XML_TOO_COMPLEX');
  const ids = countIds(document);
  const digests = new DocumentDigests(document, enveloped);
  const reports: SignatureReport[] = [];
  for (const signature of enveloped) {
    const findings = misplaced
      ? unreadable('XAdES', invalid('SIGNATURE_INVALID'))
      : await judge(document, signature, ids, digests);
    reports.push(await concludeSignature(findings, trust));
  }
  return reports;
}

/** Digests of the document, worked out once however many signatures ask for the same one. */
class DocumentDigests {
  readonly #document: XmlDocument;
  readonly #signatures: readonly XmlElement[];
  #withoutSignatures: string | undefined;
  readonly #known = new Map<string, Promise<Uint8Array>>();

  constructor(document: XmlDocument, signatures: readonly XmlElement[]) {
    this.#document = document;
    this.#signatures = signatures;
  }

  /** Of the canonical form without any signature. */
  canonical(hash: HashName): Promise<Uint8Array> {
    return this.#remember(hash, hash, () => {
      this.#withoutSignatures ??= canonicalDocument(this.#document, isSignature);
      return this.#withoutSignatures;
    });
  }

  /** Of the bytes of the file without its signatures. */
  file(): Promise<Uint8Array> {
    return this.#remember('file', 'SHA-256', () => textWithoutSignatures(this.#document, this.#signatures));
  }

  #remember(name: string, hash: HashName, text: () => string): Promise<Uint8Array> {
    const known = this.#known.get(name) ?? digest(hash, text());
    this.#known.set(name, known);
    return known;
  }
}

async function judge(
  document: XmlDocument,
  signature: XmlElement,
  ids: ReadonlyMap<string, number>,
  digests: DocumentDigests,
): Promise<Findings> {
  let frame: SignatureFrame;
  try {
    frame = readSignatureFrame(signature);
  } catch (thrown) {
    if (!(thrown instanceof FrameError)) throw thrown;
    // A shape that is not judged here: not proved wrong, and never taken as right.
    return unreadable('XAdES', indeterminate('SIGNATURE_INDETERMINATE'));
  }
  try {
    const [signer, ...others] = frame.certificates.map(parseCertificate);
    if (signer === undefined) return unreadable('XAdES', indeterminate('CERT_CHAIN_INCOMPLETE'));
    const algorithm = readAlgorithm(frame.signatureAlgorithm);
    const documentHash = hashOf(frame.documentDigest);
    const propertiesHash = hashOf(frame.propertiesDigest);
    const found = {
      format: 'XAdES',
      level: 'none',
      algorithm: '',
      intact: false,
      coversWholeFile: true,
      signer,
      others,
      claimedSigningTime: frame.signingTime,
    } as const;
    if (algorithm === 'weak' || documentHash === 'weak' || propertiesHash === 'weak') {
      return { ...found, problem: invalid('CERT_WEAK_KEY') };
    }
    if (algorithm === undefined || documentHash === undefined || propertiesHash === undefined) {
      return { ...found, problem: indeterminate('SIGNATURE_INDETERMINATE') };
    }
    const documentDigest =
      frame.leavesOut === 'all-signatures'
        ? await digests.canonical(documentHash)
        : await digest(
            documentHash,
            canonicalDocument(document, (element) => element === signature),
          );
    const propertiesDigest = await digest(propertiesHash, canonicalElement(frame.signedProperties));
    const valueHolds = await verifyValue(
      signer,
      { ...algorithm, saltLength: hashLength[algorithm.hash] },
      new TextEncoder().encode(canonicalElement(frame.signedInfo)),
      frame.value,
    );
    const binding = await bindsCertificate(frame.certificateDigest, signer.der);
    const isBaseline = binding === true && frame.signingTime !== undefined && frame.hasDataObjectFormat;
    const structure =
      ids.get(frame.propertiesId) === 1 && binding !== false
        ? await spellingProblem(document, signature, frame, digests)
        : invalid('SIGNATURE_INVALID');
    return {
      ...found,
      level: isBaseline ? 'B-B' : 'none',
      algorithm: `${algorithm.scheme} ${algorithm.hash}`,
      intact:
        valueHolds &&
        equalBytes(documentDigest, frame.documentDigest.value) &&
        equalBytes(propertiesDigest, frame.propertiesDigest.value),
      problem: structure,
    };
  } catch (thrown) {
    if (thrown instanceof DvcttError) return unreadable('XAdES', invalid(thrown.code));
    throw thrown;
  }
}

/**
 * What canonicalization forgets. A signature that names the digest of the unsigned file binds every byte of it; then
 * the signature itself has to stand in canonical spelling, last in the root. Without that digest comments are not
 * signed at all, and an unsigned comment can split the text that a program reads.
 */
async function spellingProblem(
  document: XmlDocument,
  signature: XmlElement,
  frame: SignatureFrame,
  digests: DocumentDigests,
): Promise<Problem | undefined> {
  if (frame.hasUnsignedProperties) return indeterminate('SIGNATURE_INDETERMINATE');
  const named = fileDigestForm.exec(frame.description)?.[1];
  if (named === undefined) {
    return document.hasComments ? indeterminate('SIGNATURE_INDETERMINATE') : undefined;
  }
  const isWhole =
    toHex(await digests.file()) === named &&
    document.text.slice(signature.start, signature.end) === canonicalElement(signature) &&
    isTight(signature) &&
    nothingButSignaturesAfter(document.root, signature);
  return isWhole ? undefined : invalid('SIGNATURE_INVALID');
}

/**
 * The parts of a signature that nothing signs hold what they must and no more: no white space between elements, no
 * wrapped base64, no attribute but those that tie the parts together. SignedInfo and SignedProperties are signed.
 */
function isTight(element: XmlElement): boolean {
  if (element.local === 'SignedInfo' || element.local === 'SignedProperties') return true;
  const tied = { Signature: 'Id', QualifyingProperties: 'Target' }[element.local];
  if (element.attributes.some(({ name }) => name !== tied)) return false;
  const parts = element.children.filter((node) => node.kind === 'element');
  if (parts.length > 0) return parts.length === element.children.length && parts.every(isTight);
  return element.children.every((node) => node.kind === 'text' && !/\s/.test(node.value));
}

function nothingButSignaturesAfter(root: XmlElement, signature: XmlElement): boolean {
  return root.children
    .slice(root.children.indexOf(signature))
    .every((node) =>
      node.kind === 'element' ? isSignature(node) : node.kind === 'text' && /^\s*$/.test(node.value),
    );
}

async function bindsCertificate(
  claim: DigestClaim | undefined,
  der: Uint8Array,
): Promise<boolean | undefined> {
  if (claim === undefined) return undefined;
  const hash = hashOf(claim);
  if (hash === undefined || hash === 'weak') return false;
  return equalBytes(claim.value, new Uint8Array(await crypto.subtle.digest(hash, der.slice())));
}

function hashOf({ algorithm }: DigestClaim): HashName | 'weak' | undefined {
  if (algorithm === sha1DigestUri) return 'weak';
  return hashNameSchema.options.find((hash) => digestUris[hash] === algorithm);
}

const algorithms: readonly SignatureAlgorithm[] = signatureSchemeSchema.options.flatMap((scheme) =>
  hashNameSchema.options.map((hash) => ({ scheme, hash })),
);

function readAlgorithm(uri: string): SignatureAlgorithm | 'weak' | undefined {
  if (weakSignatureUris.includes(uri)) return 'weak';
  return algorithms.find((algorithm) => signatureUri(algorithm) === uri);
}

async function digest(hash: HashName, text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest(hash, new TextEncoder().encode(text)));
}

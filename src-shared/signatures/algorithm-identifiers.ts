/** AlgorithmIdentifiers of the signature schemes, written and read strictly (RFC 8017, RFC 5754, RFC 5758). */
import type { HashName, SignatureAlgorithm, SignatureScheme } from './algorithms.ts';
import {
  children,
  context,
  DerError,
  expect,
  readInside,
  readOid,
  readSmallInteger,
  tags,
  type DerElement,
} from './der/reader.ts';
import { oids } from './der/oids.ts';
import { element, nullValue, oid, sequence, smallInteger } from './der/writer.ts';

/** Octets of a hash value. */
export const hashLength: Readonly<Record<HashName, number>> = { 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 };

const hashOids: Readonly<Record<HashName, string>> = {
  'SHA-256': oids.sha256,
  'SHA-384': oids.sha384,
  'SHA-512': oids.sha512,
};
const rsaOids: Readonly<Record<HashName, string>> = {
  'SHA-256': oids.sha256WithRsa,
  'SHA-384': oids.sha384WithRsa,
  'SHA-512': oids.sha512WithRsa,
};
const ecdsaOids: Readonly<Record<HashName, string>> = {
  'SHA-256': oids.ecdsaWithSha256,
  'SHA-384': oids.ecdsaWithSha384,
  'SHA-512': oids.ecdsaWithSha512,
};

const hashNames = Object.keys(hashOids) as HashName[]; // Object.keys forgets the key type of this constant

/** Parameters absent, as RFC 5754 §2 asks of those who generate. */
export const digestAlgorithmIdentifier = (hash: HashName): Uint8Array => sequence(oid(hashOids[hash]));

/** RSASSA-PSS names its hash, MGF1 with the same hash, and a salt as long as the hash. */
export function signatureAlgorithmIdentifier({ scheme, hash }: SignatureAlgorithm): Uint8Array {
  switch (scheme) {
    case 'rsa-pkcs1':
      return sequence(oid(rsaOids[hash]), nullValue);
    case 'rsa-pss': {
      const digest = sequence(oid(hashOids[hash]), nullValue);
      return sequence(
        oid(oids.rsassaPss),
        sequence(
          element(context(0), digest),
          element(context(1), sequence(oid(oids.mgf1), digest)),
          element(context(2), smallInteger(hashLength[hash])),
        ),
      );
    }
    case 'ecdsa':
      return sequence(oid(ecdsaOids[hash]));
  }
}

/** A signature algorithm as found. `hash` is missing for a bare `rsaEncryption`, which leaves it to the context. */
export interface FoundAlgorithm {
  readonly scheme: SignatureScheme;
  readonly hash: HashName | undefined;
  /** Octets; RSASSA-PSS only. */
  readonly saltLength: number;
}

/** Reads a digest AlgorithmIdentifier; `weak` for SHA-1, undefined for what is not known. */
export function readDigestAlgorithm(identifier: DerElement | undefined): HashName | 'weak' | undefined {
  const [type, parameters, ...rest] = children(expect(identifier, tags.sequence));
  if (rest.length > 0) throw new DerError('bad algorithm');
  absentOrNull(parameters);
  const id = readOid(type);
  return id === oids.sha1 ? 'weak' : hashNames.find((hash) => hashOids[hash] === id);
}

/** Reads a signature AlgorithmIdentifier; `weak` for SHA-1, undefined for what is not known. */
export function readSignatureAlgorithm(
  identifier: DerElement | undefined,
): FoundAlgorithm | 'weak' | undefined {
  const [type, parameters, ...rest] = children(expect(identifier, tags.sequence));
  if (rest.length > 0) throw new DerError('bad algorithm');
  const id = readOid(type);
  if (id === oids.rsassaPss) return readPss(expect(parameters, tags.sequence));
  if (id === oids.rsaEncryption) {
    absentOrNull(parameters);
    return { scheme: 'rsa-pkcs1', hash: undefined, saltLength: 0 };
  }
  if (id === oids.sha1WithRsa || id === oids.ecdsaWithSha1) return 'weak';
  const rsa = hashNames.find((hash) => rsaOids[hash] === id);
  const ecdsa = hashNames.find((hash) => ecdsaOids[hash] === id);
  if (rsa !== undefined) absentOrNull(parameters);
  if (ecdsa !== undefined && parameters !== undefined) throw new DerError('ECDSA takes no parameters');
  if (rsa !== undefined) return { scheme: 'rsa-pkcs1', hash: rsa, saltLength: 0 };
  return ecdsa === undefined ? undefined : { scheme: 'ecdsa', hash: ecdsa, saltLength: 0 };
}

function readPss(parameters: DerElement): FoundAlgorithm | 'weak' | undefined {
  const fields = children(parameters);
  const allowed = [context(0), context(1), context(2), context(3)];
  if (fields.some(({ tag }, i) => !allowed.includes(tag) || fields.findIndex((f) => f.tag === tag) !== i)) {
    throw new DerError('bad RSASSA-PSS parameters');
  }
  const field = (n: number): DerElement | undefined => {
    const found = fields.find(({ tag }) => tag === context(n));
    return found === undefined ? undefined : readInside(found);
  };
  const [digest, mask, salt, trailer] = [field(0), field(1), field(2), field(3)];
  // The defaults of RFC 8017 are SHA-1.
  if (digest === undefined || mask === undefined) return 'weak';
  const [maskType, maskDigest, ...more] = children(expect(mask, tags.sequence));
  if (readOid(maskType) !== oids.mgf1 || more.length > 0) throw new DerError('unknown mask function');
  const hash = readDigestAlgorithm(digest);
  const maskHash = readDigestAlgorithm(maskDigest);
  if (hash === 'weak' || maskHash === 'weak') return 'weak';
  if (hash === undefined || hash !== maskHash) return undefined;
  if (trailer !== undefined && readSmallInteger(trailer) !== 1) throw new DerError('unknown trailer field');
  return { scheme: 'rsa-pss', hash, saltLength: salt === undefined ? 20 : readSmallInteger(salt) };
}

function absentOrNull(parameters: DerElement | undefined): void {
  if (parameters === undefined) return;
  expect(parameters, tags.null);
  if (parameters.contentEnd !== parameters.contentStart) throw new DerError('NULL is not empty');
}

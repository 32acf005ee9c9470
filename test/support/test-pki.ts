/** A throw-away certification authority and signers for tests: shaped like a Vietnamese CA, made with WebCrypto. */
import 'reflect-metadata';
import { createPrivateKey } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import type { HashName, SignatureAlgorithm, SignatureScheme } from '#shared/signatures/algorithms.ts';
import type { PreparedSignature, SignerIdentity } from '#shared/signatures/prepared.ts';
import type { KeyUsage } from '#shared/validation/certificate.ts';
import { signDigest } from './digest-signer.ts';

export type TestKeyType = 'rsa' | 'p256' | 'p384' | 'p521';

export interface SignerOptions {
  readonly commonName?: string;
  readonly organisation?: string;
  /** Values of the UID attribute; two by default, as the big CAs issue. */
  readonly uids?: readonly string[];
  readonly keyType?: TestKeyType;
  readonly keyBits?: number;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** Null leaves the extension out. */
  readonly keyUsage?: readonly KeyUsage[] | null;
  readonly extensions?: readonly x509.Extension[];
  /** Upper- or lower-case hex. */
  readonly serialNumber?: string;
  /** Hash of the CA's signature on the certificate. */
  readonly hash?: 'SHA-1' | HashName;
}

export interface TestSigner extends SignerIdentity {
  readonly keys: CryptoKeyPair;
  readonly keyType: TestKeyType;
  /** What a token does: signs an already computed digest. */
  sign(algorithm: SignatureAlgorithm, digest: Uint8Array): Promise<Uint8Array>;
  /** The whole of prepare → sign → complete. */
  complete(prepared: PreparedSignature): Promise<Uint8Array>;
}

export interface TestCa {
  /** DER: the trust anchor. */
  readonly certificate: Uint8Array;
  readonly keys: CryptoKeyPair;
  readonly name: string;
  signer(options?: SignerOptions): Promise<TestSigner>;
  /** A certification authority under this one. */
  subordinate(name: string, options?: CaOptions): Promise<TestCa>;
}

export interface CaOptions {
  readonly isCa?: boolean;
  readonly pathLength?: number;
  readonly keyUsage?: readonly KeyUsage[] | null;
  readonly keyType?: TestKeyType;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

const year = 365 * 24 * 3600 * 1000;
const curves = { p256: 'P-256', p384: 'P-384', p521: 'P-521' } as const;

async function makeKeys(type: TestKeyType, bits = 2048): Promise<CryptoKeyPair> {
  return type === 'rsa'
    ? crypto.subtle.generateKey(
        {
          name: 'RSASSA-PKCS1-v1_5',
          hash: 'SHA-256',
          modulusLength: bits,
          publicExponent: Uint8Array.of(1, 0, 1),
        },
        true,
        ['sign', 'verify'],
      )
    : crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: curves[type] }, true, ['sign', 'verify']);
}

const randomSerial = (): string => Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('hex');

/** A self-signed root. */
export async function makeTestCa(
  name = 'CN=Test Root CA,O=Test CA,C=VN',
  options: CaOptions = {},
): Promise<TestCa> {
  const keys = await makeKeys(options.keyType ?? 'rsa');
  return makeCa(name, keys, options, name, keys, []);
}

async function makeCa(
  name: string,
  keys: CryptoKeyPair,
  options: CaOptions,
  issuer: string,
  issuerKeys: CryptoKeyPair,
  above: readonly Uint8Array[],
): Promise<TestCa> {
  const usage = options.keyUsage === undefined ? (['keyCertSign', 'cRLSign'] as const) : options.keyUsage;
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: randomSerial(),
    subject: name,
    issuer,
    notBefore: options.notBefore ?? new Date(Date.now() - year),
    notAfter: options.notAfter ?? new Date(Date.now() + 10 * year),
    signingKey: issuerKeys.privateKey,
    publicKey: keys.publicKey,
    signingAlgorithm: { name: issuerKeys.privateKey.algorithm.name, hash: 'SHA-256' },
    extensions: [
      new x509.BasicConstraintsExtension(options.isCa ?? true, options.pathLength, true),
      ...(usage === null ? [] : [keyUsageExtension(usage)]),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const der = new Uint8Array(certificate.rawData);
  const chain = issuer === name ? [] : [der, ...above];
  return {
    certificate: der,
    keys,
    name,
    signer: (signerOptions = {}) => makeSigner(name, keys, chain, signerOptions),
    subordinate: async (child, childOptions = {}) =>
      makeCa(child, await makeKeys(childOptions.keyType ?? 'rsa'), childOptions, name, keys, chain),
  };
}

async function makeSigner(
  issuer: string,
  issuerKeys: CryptoKeyPair,
  chain: readonly Uint8Array[],
  options: SignerOptions,
): Promise<TestSigner> {
  const keyType = options.keyType ?? 'rsa';
  const keys = await makeKeys(keyType, options.keyBits);
  const usage =
    options.keyUsage === undefined ? (['digitalSignature', 'nonRepudiation'] as const) : options.keyUsage;
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: options.serialNumber ?? randomSerial(),
    subject: subjectOf(options),
    issuer,
    notBefore: options.notBefore ?? new Date(Date.now() - year / 2),
    notAfter: options.notAfter ?? new Date(Date.now() + 2 * year),
    signingKey: await withHash(issuerKeys.privateKey, options.hash ?? 'SHA-256'),
    publicKey: keys.publicKey,
    signingAlgorithm: { name: issuerKeys.privateKey.algorithm.name, hash: options.hash ?? 'SHA-256' },
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      ...(usage === null ? [] : [keyUsageExtension(usage)]),
      ...(options.extensions ?? []),
    ],
  });
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const sign = (algorithm: SignatureAlgorithm, digest: Uint8Array): Promise<Uint8Array> =>
    Promise.resolve(signDigest(privateKey, algorithm, digest));
  return {
    certificate: new Uint8Array(certificate.rawData),
    chain,
    keys,
    keyType,
    sign,
    complete: async (prepared) => prepared.complete(await sign(prepared.algorithm, prepared.digest)),
  };
}

/** Text form of the name; a leading escape keeps the library from reading a value's own punctuation. */
function subjectOf(options: SignerOptions): string {
  const uids = options.uids ?? ['MST:0101234567', 'CCCD:001099012345'];
  const parts: readonly (readonly [string, string])[] = [
    ['C', 'VN'],
    ['O', options.organisation ?? 'Trường THPT Thử Nghiệm'],
    ['CN', options.commonName ?? 'Nguyễn Văn A'],
    ...uids.map((uid) => ['0.9.2342.19200300.100.1.1', uid] as const),
  ];
  return parts
    .map(([type, value]) => `${type}=${value.replaceAll(/[\\",+<>;#]/g, String.raw`\$&`)}`)
    .join(', ');
}

/** WebCrypto binds an RSA key to one hash. */
async function withHash(key: CryptoKey, hash: string): Promise<CryptoKey> {
  if (key.algorithm.name === 'ECDSA' || hash === 'SHA-256') return key;
  const algorithm = { name: key.algorithm.name, hash };
  return crypto.subtle.importKey('pkcs8', await crypto.subtle.exportKey('pkcs8', key), algorithm, true, [
    'sign',
  ]);
}

const usageBits: readonly KeyUsage[] = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
];

function keyUsageExtension(usage: readonly KeyUsage[]): x509.Extension {
  const flags = usage.reduce((octet, name) => octet | (0x80 >> usageBits.indexOf(name)), 0);
  const unused = flags === 0 ? 0 : 31 - Math.clz32(flags & -flags);
  return new x509.Extension('2.5.29.15', true, Uint8Array.of(3, 2, unused, flags));
}

/** The algorithms a key of this type can sign with: three hashes each. */
export function algorithmsOf(type: TestKeyType): SignatureAlgorithm[] {
  const schemes: readonly SignatureScheme[] = type === 'rsa' ? ['rsa-pkcs1', 'rsa-pss'] : ['ecdsa'];
  const hashes: readonly HashName[] = ['SHA-256', 'SHA-384', 'SHA-512'];
  return schemes.flatMap((scheme) => hashes.map((hash) => ({ scheme, hash })));
}

/** PEM armour, for the tools that judge the results. */
export function toPem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

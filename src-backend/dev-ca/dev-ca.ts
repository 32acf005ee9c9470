import 'reflect-metadata';
import {
  AuthorityInfoAccessExtension,
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  CRLDistributionPointsExtension,
  Extension,
  Pkcs10CertificateRequest,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
  X509CrlGenerator,
} from '@peculiar/x509';
import { BitString, Integer } from 'asn1js';
import { join } from 'node:path';
import { DvcttError } from '#shared/contract/errors.ts';
import { openAuthorities, randomSerial, type Authority } from './kept-authority.ts';
import { caKeyAlgorithm } from './kept-key.ts';
import { Revocations } from './revocations.ts';
import { nameOf, type CertificateSubject } from './subject.ts';

export type EndEntityKeyUsage = 'digitalSignature' | 'nonRepudiation' | 'keyEncipherment';

/** Bits of KeyUsage (RFC 5280 §4.2.1.3) in its first octet. */
const usageBits: Readonly<Record<EndEntityKeyUsage, number>> = {
  digitalSignature: 0x80,
  nonRepudiation: 0x40,
  keyEncipherment: 0x20,
};

export interface IssueRequest {
  /** PKCS#10 in DER; its own signature proves that the asker holds the key. */
  readonly csr: Uint8Array;
  readonly subject: CertificateSubject;
  /** Default: now. */
  readonly notBefore?: Date;
  /** Default: two years after `notBefore`. */
  readonly notAfter?: Date;
  /** Default: digitalSignature and nonRepudiation; an empty list leaves the extension out. */
  readonly keyUsage?: readonly EndEntityKeyUsage[];
}

export interface IssuedCertificate {
  /** DER. */
  readonly certificate: Uint8Array;
  /** Upper-case hex without leading zeros. */
  readonly serial: string;
  /** DER of the issuing CA and the root, nearest first. */
  readonly chain: readonly Uint8Array[];
}

const day = 86_400_000;
/** How long one signed list is handed out before a fresh one is made (ms). */
const listKeptFor = 60_000;

/**
 * A certification authority for development and tests, shaped like a Vietnamese one: national root, issuing CA,
 * personal certificates of a unit's members. It must never be trusted outside a demo.
 */
export class DevCa {
  readonly #root: Authority;
  readonly #issuing: Authority;
  readonly #revocations: Revocations;
  readonly #now: () => Date;
  /** Where the backend serves /pki; written into certificates. */
  #publicUrl = 'http://127.0.0.1';
  #list: { readonly der: Uint8Array; readonly madeAt: number } | undefined;

  private constructor(root: Authority, issuing: Authority, revocations: Revocations, now: () => Date) {
    this.#root = root;
    this.#issuing = issuing;
    this.#revocations = revocations;
    this.#now = now;
  }

  /** Opens the authority kept in `folder` (keys 0600), or makes a new one. */
  static async open(folder: string, now: () => Date): Promise<DevCa> {
    const { root, issuing } = await openAuthorities(folder, now());
    return new DevCa(root, issuing, await Revocations.open(join(folder, 'revoked.json')), now);
  }

  servedAt(publicUrl: string): void {
    this.#publicUrl = publicUrl;
  }

  get rootPem(): string {
    return this.#root.certificate.toString('pem') + '\n';
  }

  get issuingPem(): string {
    return this.#issuing.certificate.toString('pem') + '\n';
  }

  /** DER of the root: the only trust anchor. */
  get rootDer(): Uint8Array {
    return new Uint8Array(this.#root.certificate.rawData);
  }

  get issuingDer(): Uint8Array {
    return new Uint8Array(this.#issuing.certificate.rawData);
  }

  /**
   * Issues a certificate for the key in a PKCS#10 request; its subject is the one asked for here, not the request's.
   * @throws DvcttError REQUEST_INVALID when the request is not PKCS#10 or was not signed by its own key.
   */
  async issueCertificate(request: IssueRequest): Promise<IssuedCertificate> {
    const csr = await provenRequest(request.csr);
    const notBefore = request.notBefore ?? this.#now();
    const serial = randomSerial();
    const certificate = await X509CertificateGenerator.create({
      serialNumber: serial,
      subject: nameOf(request.subject),
      issuer: this.#issuing.certificate.subjectName,
      notBefore,
      notAfter: request.notAfter ?? new Date(notBefore.getTime() + 730 * day),
      publicKey: csr.publicKey,
      signingKey: this.#issuing.keys.privateKey,
      signingAlgorithm: caKeyAlgorithm,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        ...usageExtension(request.keyUsage ?? ['digitalSignature', 'nonRepudiation']),
        await SubjectKeyIdentifierExtension.create(csr.publicKey),
        await AuthorityKeyIdentifierExtension.create(this.#issuing.keys.publicKey),
        new CRLDistributionPointsExtension([`${this.#publicUrl}/pki/crl`]),
        new AuthorityInfoAccessExtension({ caIssuers: `${this.#publicUrl}/pki/issuing.pem` }),
      ],
    });
    return {
      certificate: new Uint8Array(certificate.rawData),
      serial: serial.toUpperCase(),
      chain: [this.issuingDer, this.rootDer],
    };
  }

  /** Takes a certificate back; the next list says so. */
  async revoke(serial: string): Promise<void> {
    await this.#revocations.add(normaliseSerial(serial), this.#now());
    this.#list = undefined;
  }

  isRevoked(serial: string): boolean {
    const sought = normaliseSerial(serial);
    return this.#revocations.entries.some((entry) => entry.serial === sought);
  }

  /** The signed revocation list (RFC 5280 §5), DER. */
  async revocationList(): Promise<Uint8Array> {
    const now = this.#now();
    if (this.#list !== undefined && Math.abs(now.getTime() - this.#list.madeAt) < listKeptFor)
      return this.#list.der;
    const list = await X509CrlGenerator.create({
      issuer: this.#issuing.certificate.subjectName,
      thisUpdate: now,
      nextUpdate: new Date(now.getTime() + 7 * day),
      signingAlgorithm: caKeyAlgorithm,
      signingKey: this.#issuing.keys.privateKey,
      entries: this.#revocations.entries.map((entry) => ({
        serialNumber: entry.serial,
        revocationDate: new Date(entry.at),
      })),
      extensions: [
        await AuthorityKeyIdentifierExtension.create(this.#issuing.keys.publicKey),
        // CRL number (§5.2.3): grows with time, so that an older list is told from a newer one.
        new Extension('2.5.29.20', false, new Integer({ value: Math.floor(now.getTime() / 1000) }).toBER()),
      ],
    });
    const der = new Uint8Array(list.rawData);
    this.#list = { der, madeAt: now.getTime() };
    return der;
  }
}

function normaliseSerial(serial: string): string {
  return serial.toLowerCase().replace(/^0+(?=.)/, '');
}

async function provenRequest(der: Uint8Array): Promise<Pkcs10CertificateRequest> {
  const csr = readRequest(der);
  if (await csr.verify().catch(() => false)) return csr;
  throw new DvcttError('REQUEST_INVALID', { what: 'PKCS#10 proof of possession' });
}

function readRequest(der: Uint8Array): Pkcs10CertificateRequest {
  try {
    return new Pkcs10CertificateRequest(new Uint8Array(der));
  } catch (cause) {
    throw new DvcttError('REQUEST_INVALID', { what: 'PKCS#10' }, { cause });
  }
}

function usageExtension(usages: readonly EndEntityKeyUsage[]): readonly Extension[] {
  if (usages.length === 0) return [];
  const octet = usages.reduce((bits, usage) => bits | usageBits[usage], 0);
  // A named bit list ends with its last set bit (X.690 §11.2.2).
  const unusedBits = 31 - Math.clz32(octet & -octet);
  const value = new BitString({ valueHex: Uint8Array.of(octet).buffer, unusedBits });
  return [new Extension('2.5.29.15', true, value.toBER())];
}

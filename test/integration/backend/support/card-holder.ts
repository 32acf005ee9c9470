import 'reflect-metadata';
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509';
import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { DevCa, IssueRequest } from '#backend/dev-ca/dev-ca.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import type { SignerIdentity } from '#shared/signatures/prepared.ts';
import { prepareCades } from '#main/signing/cades/prepare.ts';
import { preparePades } from '#main/signing/pades/prepare.ts';
import { prepareXades } from '#main/signing/xades/prepare.ts';
import { signDigest } from '../../../support/digest-signer.ts';
import type { SampleDocument } from './sample-dossier.ts';

const algorithm: SignatureAlgorithm = { scheme: 'rsa-pkcs1', hash: 'SHA-256' };
const keyType = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};

/** A key and a certificate from the development CA, as on a card. */
export class CardHolder {
  readonly identity: SignerIdentity;
  readonly serial: string;
  readonly #key: KeyObject;

  private constructor(identity: SignerIdentity, serial: string, key: KeyObject) {
    this.identity = identity;
    this.serial = serial;
    this.#key = key;
  }

  static async make(ca: DevCa, options: Partial<Omit<IssueRequest, 'csr'>> = {}): Promise<CardHolder> {
    const keys = await crypto.subtle.generateKey(keyType, true, ['sign', 'verify']);
    const request = await Pkcs10CertificateRequestGenerator.create({
      name: 'CN=x',
      keys,
      signingAlgorithm: keyType,
    });
    const issued = await ca.issueCertificate({
      csr: new Uint8Array(request.rawData),
      subject: { commonName: 'Người Ký Thử', organisation: 'Trường trung học cơ sở Sông Lô' },
      notBefore: new Date(Date.now() - 86_400_000),
      ...options,
    });
    const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
    const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    return new CardHolder({ certificate: issued.certificate, chain: issued.chain }, issued.serial, key);
  }

  /** Signs the newest revision; for a detached signature, the original beside the signatures so far. */
  async sign(
    document: Pick<SampleDocument, 'kind' | 'mediaType' | 'bytes'>,
    newest: Uint8Array,
    signingTime = new Date(),
  ): Promise<Uint8Array> {
    const options = { algorithm, signingTime };
    const prepared =
      document.kind === 'VOUCHER_XML'
        ? await prepareXades(newest, this.identity, options)
        : document.mediaType === 'application/pdf'
          ? await preparePades(newest, this.identity, options)
          : await prepareCades(document.bytes, this.identity, {
              ...options,
              ...(newest === document.bytes ? {} : { existing: newest }),
            });
    return prepared.complete(signDigest(this.#key, prepared.algorithm, prepared.digest));
  }
}

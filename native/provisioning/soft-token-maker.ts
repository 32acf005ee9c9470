import { createHash, createPublicKey, randomBytes, X509Certificate } from 'node:crypto';
import { Certificate } from 'pkijs';
import pkcs11js from 'pkcs11js';
import type { Handle, PKCS11, Template } from 'pkcs11js';
import { DvcttError } from '#shared/contract/errors.ts';
import { cryptoki } from '../pkcs11/cryptoki-error.ts';
import { openModule } from '../pkcs11/module.ts';
import { ecdsaSignatureDer, encodeRequest, encodeRequestInfo, subjectPublicKeyInfo } from './pkcs10.ts';
import type { ProvisionOrder } from './soft-token.ts';

const oidP256 = Buffer.from('06082a8648ce3d030107', 'hex');

/** Makes one software token, step by step: constructor initialises it and generates the key, then `request`, `store`. */
export class SoftTokenMaker {
  readonly serial: string;
  readonly #pkcs11: PKCS11;
  readonly #session: Handle;
  readonly #keyType: ProvisionOrder['keyType'];
  readonly #subject: ProvisionOrder['subject'];
  readonly #id = randomBytes(16);
  readonly #privateKey: Handle;
  readonly #spki: Buffer;

  /** Throws TOKEN_ERROR with the CKR name, or TOKEN_NOT_FOUND when no slot is free. */
  constructor(order: ProvisionOrder) {
    const pkcs11 = openModule(order.module);
    this.#pkcs11 = pkcs11;
    this.#keyType = order.keyType;
    this.#subject = order.subject;
    const slot = freeSlot(pkcs11);
    cryptoki(() => pkcs11.C_InitToken(slot, order.soPin, paddedLabel(order.label)));
    this.serial = cryptoki(() => pkcs11.C_GetTokenInfo(slot)).serialNumber.trim();
    this.#session = cryptoki(() =>
      pkcs11.C_OpenSession(slot, pkcs11js.CKF_SERIAL_SESSION | pkcs11js.CKF_RW_SESSION),
    );
    cryptoki(() => pkcs11.C_Login(this.#session, pkcs11js.CKU_SO, order.soPin));
    cryptoki(() => pkcs11.C_InitPIN(this.#session, order.userPin));
    cryptoki(() => pkcs11.C_Logout(this.#session));
    cryptoki(() => pkcs11.C_Login(this.#session, pkcs11js.CKU_USER, order.userPin));
    const pair = this.#generate();
    this.#privateKey = pair.privateKey;
    this.#spki = this.#publicKeyInfo(pair.publicKey);
  }

  /** DER PKCS#10 (RFC 2986), signed by the new key on the token. */
  request(): Buffer {
    const info = encodeRequestInfo(this.#subject, this.#spki);
    if (this.#keyType === 'rsa-2048') {
      const value = this.#sign(pkcs11js.CKM_SHA256_RSA_PKCS, info);
      return encodeRequest(info, 'sha256WithRSAEncryption', value);
    }
    const value = this.#sign(pkcs11js.CKM_ECDSA, createHash('sha256').update(info).digest());
    return encodeRequest(info, 'ecdsa-with-SHA256', ecdsaSignatureDer(value));
  }

  /** Stores the certificate and its issuers. Throws CERT_INVALID when it certifies another key. */
  store(certificate: Uint8Array, chain: readonly Uint8Array[]): void {
    const parsed = new X509Certificate(certificate);
    if (!parsed.publicKey.equals(createPublicKey({ key: this.#spki, format: 'der', type: 'spki' }))) {
      throw new DvcttError('CERT_INVALID', { reason: 'the certificate is for another key' });
    }
    this.#storeCertificate(certificate, this.#id);
    for (const issuer of chain) {
      this.#storeCertificate(issuer, createHash('sha256').update(issuer).digest().subarray(0, 16));
    }
    cryptoki(() => this.#pkcs11.C_Logout(this.#session));
    cryptoki(() => this.#pkcs11.C_CloseSession(this.#session));
  }

  #sign(mechanism: number, data: Buffer): Buffer {
    return cryptoki(() => {
      this.#pkcs11.C_SignInit(this.#session, { mechanism }, this.#privateKey);
      return this.#pkcs11.C_Sign(this.#session, data, Buffer.alloc(512));
    });
  }

  #generate(): { privateKey: Handle; publicKey: Handle } {
    const rsa = this.#keyType === 'rsa-2048';
    const mechanism = rsa ? pkcs11js.CKM_RSA_PKCS_KEY_PAIR_GEN : pkcs11js.CKM_EC_KEY_PAIR_GEN;
    const shape: Template = rsa
      ? [
          { type: pkcs11js.CKA_MODULUS_BITS, value: 2048 },
          { type: pkcs11js.CKA_PUBLIC_EXPONENT, value: Buffer.from([1, 0, 1]) },
        ]
      : [{ type: pkcs11js.CKA_EC_PARAMS, value: oidP256 }];
    const common: Template = [
      { type: pkcs11js.CKA_TOKEN, value: true },
      { type: pkcs11js.CKA_ID, value: this.#id },
    ];
    return cryptoki(() =>
      this.#pkcs11.C_GenerateKeyPair(
        this.#session,
        { mechanism },
        [...common, ...shape, { type: pkcs11js.CKA_VERIFY, value: true }],
        [
          ...common,
          { type: pkcs11js.CKA_PRIVATE, value: true },
          { type: pkcs11js.CKA_SENSITIVE, value: true },
          { type: pkcs11js.CKA_EXTRACTABLE, value: false },
          { type: pkcs11js.CKA_SIGN, value: true },
        ],
      ),
    );
  }

  #publicKeyInfo(key: Handle): Buffer {
    const read = (type: number): Buffer => {
      const [attribute] = cryptoki(() => this.#pkcs11.C_GetAttributeValue(this.#session, key, [{ type }]));
      const value = attribute?.value;
      if (!Buffer.isBuffer(value)) throw new DvcttError('TOKEN_ERROR', { reason: 'no public key' });
      return value;
    };
    if (this.#keyType === 'rsa-2048') {
      return subjectPublicKeyInfo({
        modulus: read(pkcs11js.CKA_MODULUS),
        exponent: read(pkcs11js.CKA_PUBLIC_EXPONENT),
      });
    }
    // CKA_EC_POINT is the point wrapped in an OCTET STRING (PKCS#11 v2.40 current mechanisms §2.3.3).
    return subjectPublicKeyInfo({ point: read(pkcs11js.CKA_EC_POINT).subarray(2) });
  }

  #storeCertificate(der: Uint8Array, id: Buffer): void {
    const { subject } = Certificate.fromBER(new Uint8Array(der));
    const name = subject.typesAndValues.find(({ type }) => type === '2.5.4.3')?.value;
    cryptoki(() =>
      this.#pkcs11.C_CreateObject(this.#session, [
        { type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_CERTIFICATE },
        { type: pkcs11js.CKA_CERTIFICATE_TYPE, value: pkcs11js.CKC_X_509 },
        { type: pkcs11js.CKA_TOKEN, value: true },
        { type: pkcs11js.CKA_PRIVATE, value: false },
        { type: pkcs11js.CKA_ID, value: id },
        { type: pkcs11js.CKA_LABEL, value: name?.valueBlock.value ?? 'certificate' },
        { type: pkcs11js.CKA_SUBJECT, value: Buffer.from(subject.toSchema().toBER()) },
        { type: pkcs11js.CKA_VALUE, value: Buffer.from(der) },
      ]),
    );
  }
}

/** The first slot whose token is not initialised: SoftHSM2 always keeps one. */
function freeSlot(pkcs11: PKCS11): Handle {
  const slot = cryptoki(() => pkcs11.C_GetSlotList(true)).find(
    (candidate) =>
      (cryptoki(() => pkcs11.C_GetTokenInfo(candidate)).flags & pkcs11js.CKF_TOKEN_INITIALIZED) === 0,
  );
  if (slot === undefined) throw new DvcttError('TOKEN_NOT_FOUND', { reason: 'no free slot' });
  return slot;
}

/** C_InitToken reads exactly 32 bytes, padded with blanks (PKCS#11 v2.40 §5.5). */
function paddedLabel(label: string): string {
  const length = Buffer.byteLength(label);
  if (length > 32) throw new DvcttError('USAGE', { reason: 'a token label has at most 32 bytes', length });
  return label + ' '.repeat(32 - length);
}

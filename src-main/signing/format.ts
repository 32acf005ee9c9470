/** Which kind of signature a file gets, and what the signed file is called. */
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import type { PreparedSignature, SignerIdentity } from '#shared/signatures/prepared.ts';
import { fileKind } from '#shared/validation/file-kind.ts';
import { prepareCades } from './cades/prepare.ts';
import { preparePades } from './pades/prepare.ts';
import { prepareXades } from './xades/prepare.ts';

export type SignatureFormat = 'pades' | 'xades' | 'cades';

export interface SigningOptions {
  /** `auto`: PAdES for PDF, XAdES for XML, detached CAdES for everything else. */
  readonly format: SignatureFormat | 'auto';
  readonly algorithm: SignatureAlgorithm;
  readonly signingTime: Date;
  /** UUID; with the same one and the same time a file is prepared to the same digest again. Random when left out. */
  readonly id?: string;
  /** For `auto`: a name ending in `.xml` counts when the XML has no declaration. */
  readonly fileName?: string;
  /** PAdES only. */
  readonly reason?: string;
  readonly location?: string;
  readonly contact?: string;
  readonly name?: string;
  /** XAdES only. */
  readonly mimeType?: string;
  /** CAdES only: the `.p7s` of earlier signers over the same bytes. */
  readonly existing?: Uint8Array;
}

/** Found from the bytes; the name decides only what the bytes leave open. */
export function detectFormat(bytes: Uint8Array, fileName: string): SignatureFormat {
  switch (fileKind(bytes, fileName)) {
    case 'pdf':
      return 'pades';
    case 'xml':
      return 'xades';
    case 'cms':
    case 'other':
      return 'cades';
  }
}

/** Prepares one signature of a file; see the three formats for what each refuses. */
export async function prepareSignature(
  bytes: Uint8Array,
  signer: SignerIdentity,
  options: SigningOptions,
): Promise<PreparedSignature> {
  const { format: asked, fileName = '', ...rest } = options;
  switch (asked === 'auto' ? detectFormat(bytes, fileName) : asked) {
    case 'pades':
      return preparePades(bytes, signer, rest);
    case 'xades':
      return prepareXades(bytes, signer, rest);
    case 'cades':
      return prepareCades(bytes, signer, rest);
  }
}

/** `voucher.pdf` → `voucher-signed.pdf`; a detached CAdES stands beside its file: `list.xlsx` → `list.xlsx.p7s`. */
export function signedFileName(fileName: string, format: SignatureFormat): string {
  if (format === 'cades') return `${fileName}.p7s`;
  const match = /^(.+?)(?:-signed)?(\.[^.]+)$/.exec(fileName);
  return match === null ? `${fileName}-signed` : `${match[1] ?? ''}-signed${match[2] ?? ''}`;
}

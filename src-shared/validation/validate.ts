/**
 * Validation of signed documents (ETSI EN 319 102-1 basic signature validation, without revocation). Pure WebCrypto:
 * the desktop and the backend judge with the same code.
 */
import { DvcttError } from '../contract/errors.ts';
import { validateCades } from './cms/validate.ts';
import { fileKind } from './file-kind.ts';
import { validatePades } from './pdf/validate.ts';
import type { SignatureReport, ValidationReport } from './report.ts';
import { makeTrust } from './trust.ts';
import { validateXades } from './xml/validate.ts';

export interface ValidationOptions {
  /** Found from the bytes when left out. */
  readonly format?: 'pades' | 'xades' | 'cades';
  /** The signed file, for a detached CAdES. */
  readonly content?: Uint8Array;
  /** DER certificates of the roots that are trusted. */
  readonly trustAnchors: readonly Uint8Array[];
  readonly intermediates?: readonly Uint8Array[];
  readonly now: Date;
  readonly fileName?: string;
}

const formats = { pdf: 'pades', xml: 'xades', cms: 'cades' } as const;

/**
 * Judges every signature of a file. A file that cannot be read, or that carries no signature, is a report too:
 * invalid, with its reason; nothing is thrown but CERT_INVALID for a trust anchor that is no certificate.
 */
export async function validateDocument(
  bytes: Uint8Array,
  options: ValidationOptions,
): Promise<ValidationReport> {
  const trust = makeTrust(options.trustAnchors, options.intermediates ?? [], options.now);
  if (bytes.length === 0) return { indication: 'invalid', reason: 'FILE_EMPTY', signatures: [] };
  const kind = fileKind(bytes, options.fileName);
  const format = options.format ?? (kind === 'other' ? undefined : formats[kind]);
  try {
    switch (format) {
      case 'pades':
        return summarise(await validatePades(bytes, trust));
      case 'xades':
        return summarise(await validateXades(bytes, trust));
      case 'cades':
        return summarise(await validateCades(bytes, options.content, trust));
      case undefined:
        return summarise([]);
    }
  } catch (thrown) {
    if (thrown instanceof DvcttError) return { indication: 'invalid', reason: thrown.code, signatures: [] };
    throw thrown;
  }
}

/** Valid only if there is at least one signature and all are. */
function summarise(signatures: SignatureReport[]): ValidationReport {
  if (signatures.length === 0) return { indication: 'invalid', reason: 'SIGNATURE_MISSING', signatures };
  const worst =
    signatures.find(({ indication }) => indication === 'invalid') ??
    signatures.find(({ indication }) => indication === 'indeterminate');
  if (worst === undefined) return { indication: 'valid', signatures };
  const { indication, reason } = worst;
  return { indication, ...(reason === undefined ? {} : { reason }), signatures };
}

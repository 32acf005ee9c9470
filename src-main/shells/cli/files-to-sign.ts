/** Files named on the command line on their way to a signature, whatever makes it: a token or a provider. */
import { basename, dirname, join } from 'node:path';
import { DvcttError, failureText, type Failure } from '#shared/contract/errors.ts';
import type { CertificateView } from '#shared/contract/tokens.ts';
import type { SignatureAlgorithm, SignaturePolicy } from '#shared/signatures/algorithms.ts';
import { sha256 } from '../../blobs/blob-store.ts';
import type { BatchItem, SignedItem } from '../../signing/batch.ts';
import {
  detectFormat,
  prepareSignature,
  signedFileName,
  type SignatureFormat,
} from '../../signing/format.ts';
import { algorithmName } from '../../signing/policy.ts';
import type { TokenCertificate } from '../../tokens/token-service.ts';
import { requireTrusted } from '../../trust/require-trusted.ts';
import { readTrust } from '../../trust/trust-store.ts';
import { readInputFile } from './input-file.ts';
import { makeFolder, writeTogether } from './output-folder.ts';
import { failureData, type Printer } from './printer.ts';
import { dataFolder } from './settings.ts';
import { visible } from './visible.ts';

export interface FileSigningOptions {
  readonly out?: string;
  readonly format: 'auto' | SignatureFormat;
  readonly level: string;
  readonly cert?: string;
  readonly policy: SignaturePolicy;
  readonly data?: string | undefined;
}

export interface FileToSign {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly format: SignatureFormat;
}

/** @throws LEVEL_UNSUPPORTED, and why a file cannot be read or the folder not be made */
export async function readFilesToSign(
  paths: readonly string[],
  { level, out, format }: FileSigningOptions,
): Promise<readonly FileToSign[]> {
  if (level !== 'B') throw new DvcttError('LEVEL_UNSUPPORTED', { level });
  if (out !== undefined) await makeFolder(out);
  return Promise.all(
    paths.map(async (path) => {
      const bytes = await readInputFile(path);
      return { path, bytes, format: format === 'auto' ? detectFormat(bytes, path) : format };
    }),
  );
}

export function tellSigner(
  files: readonly FileToSign[],
  { view, algorithm }: { readonly view: CertificateView; readonly algorithm: SignatureAlgorithm },
  { policy }: FileSigningOptions,
  printer: Printer,
): void {
  printer.note(
    `Ký ${files.length} tệp bằng “${visible(view.owner)}” (serial ${visible(view.serial)}), ` +
      `${algorithmName(algorithm)}, chính sách ${policy}.`,
  );
}

export function fileItem(file: FileToSign, index: number, certificate: TokenCertificate): BatchItem {
  const signer = { certificate: certificate.certificate, chain: certificate.chain };
  return {
    id: String(index),
    name: basename(file.path),
    prepare: (algorithm, signingTime) =>
      prepareSignature(file.bytes, signer, { format: file.format, algorithm, signingTime }),
  };
}

/**
 * Any file may be signed on a machine without the authority's root (Điều 5 asks for the check and the warning); a
 * dossier for the Treasury may not, and the window refuses it.
 */
export async function followToRoot(
  certificate: TokenCertificate,
  options: FileSigningOptions,
  printer: Printer,
): Promise<{ readonly chain: readonly Uint8Array[]; readonly warnings: readonly string[] }> {
  printer.note('⚠ Chưa kiểm tra tình trạng thu hồi của chứng thư số (OCSP/CRL).');
  try {
    const trust = await readTrust(join(dataFolder(options.data), 'trust'));
    const chain = await requireTrusted(certificate, trust, new Date());
    return { chain, warnings: ['REVOCATION_NOT_CHECKED'] };
  } catch (cause) {
    if (!(cause instanceof DvcttError)) throw cause;
    const { heading, remedy } = failureText(cause.code, 'vi');
    printer.note(`⚠ ${heading}. ${remedy}`);
    return { chain: certificate.chain, warnings: ['REVOCATION_NOT_CHECKED', cause.code] };
  }
}

/** Writes all of them or none, and tells where. `signed` is in the order of `files`. */
export async function writeSigned(
  files: readonly FileToSign[],
  signed: readonly SignedItem[],
  signer: {
    readonly view: CertificateView;
    readonly algorithm: SignatureAlgorithm;
    readonly warnings: readonly string[];
  },
  options: FileSigningOptions,
  printer: Printer,
  /** Why further files are not among them. */
  failure?: Failure,
): Promise<void> {
  const outputs = await writeTogether(
    signed.flatMap((item, index) => {
      const file = files[index];
      if (file === undefined) return [];
      const folder = options.out ?? dirname(file.path);
      return [{ folder, name: signedFileName(basename(file.path), file.format), bytes: item.bytes }];
    }),
  );
  for (const output of outputs) printer.say(`✓ ${visible(output)}`);
  const { view, algorithm, warnings } = signer;
  const written = outputs.map((output, index) => ({
    input: files[index]?.path,
    output,
    format: files[index]?.format,
    level: options.level,
    sha256: sha256(signed[index]?.bytes ?? new Uint8Array()),
    algorithm: algorithmName(algorithm),
    policy: options.policy,
    signer: view.owner,
    certificateSerial: view.serial,
    warnings,
    ...(view.remote === undefined ? {} : { remote: view.remote }),
  }));
  printer.data({ files: written, ...(failure === undefined ? {} : { error: failureData(failure) }) });
}

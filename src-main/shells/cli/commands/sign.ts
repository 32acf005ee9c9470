import { basename, dirname, join } from 'node:path';
import { DvcttError, failureText } from '#shared/contract/errors.ts';
import type { SignatureAlgorithm, SignaturePolicy } from '#shared/signatures/algorithms.ts';
import { normaliseSerial } from '#shared/validation/certificate.ts';
import { sha256 } from '../../../blobs/blob-store.ts';
import { signBatch, type BatchItem, type SignedItem } from '../../../signing/batch.ts';
import {
  detectFormat,
  prepareSignature,
  signedFileName,
  type SignatureFormat,
} from '../../../signing/format.ts';
import { algorithmFor, algorithmName } from '../../../signing/policy.ts';
import { pinStateNames } from '../../../tokens/pin-state-names.ts';
import type {
  CertificateList,
  SigningSession,
  TokenCertificate,
  TokenService,
} from '../../../tokens/token-service.ts';
import { requireTrusted } from '../../../trust/require-trusted.ts';
import { readTrust } from '../../../trust/trust-store.ts';
import { readInputFile } from '../input-file.ts';
import { makeFolder, writeTogether } from '../output-folder.ts';
import { sealedPinFor, type PinOptions } from '../pin-entry.ts';
import type { Printer } from '../printer.ts';
import { visible } from '../visible.ts';
import { onStopSignal } from '../stop-signal.ts';
import { dataFolder } from '../settings.ts';
import { withTracedTokens, type TraceOptions } from '../trace-file.ts';

export interface SignOptions extends PinOptions, TraceOptions {
  readonly out?: string;
  readonly format: 'auto' | SignatureFormat;
  readonly level: string;
  readonly cert?: string;
  readonly token?: string;
  readonly policy: SignaturePolicy;
}

interface FileToSign {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly format: SignatureFormat;
}

/** `dvctt sign`: all files with one PIN; either every file is signed and written or none is. */
export async function signCommand(
  paths: readonly string[],
  options: SignOptions,
  printer: Printer,
): Promise<number> {
  if (options.level !== 'B') throw new DvcttError('LEVEL_UNSUPPORTED', { level: options.level });
  if (options.out !== undefined) await makeFolder(options.out);
  const files = await Promise.all(paths.map((path) => readFileToSign(path, options.format)));
  return withTracedTokens(options, async (tokens) => {
    const chosen = await chooseCertificate(tokens, options);
    const { chain, warnings } = await followToRoot(chosen, options, printer);
    const certificate = { ...chosen, chain };
    const algorithm = algorithmFor(certificate.view, options.policy);
    printer.note(
      `Ký ${files.length} tệp bằng “${visible(certificate.view.owner)}” (serial ${visible(certificate.view.serial)}), ` +
        `${algorithmName(algorithm)}, chính sách ${options.policy}.`,
    );
    const items = files.map((file, index) => batchItem(file, index, certificate));
    // A file that cannot be signed is refused before the PIN is asked, not after.
    for (const item of items) await item.prepare(algorithm, new Date());
    const session = await enterPin(tokens, certificate, algorithm, options, printer);
    const abort = new AbortController();
    const forget = onStopSignal(() => abort.abort());
    let signed: readonly SignedItem[];
    try {
      signed = await signBatch(items, session, {
        algorithm,
        now: () => new Date(),
        signal: abort.signal,
        onStart: (item, index) => printer.note(`  [${index + 1}/${files.length}] ${visible(item.name)}`),
      });
    } finally {
      forget();
      await session.close();
    }
    const outputs = await writeTogether(
      signed.flatMap((item, index) => {
        const file = files[index];
        if (file === undefined) return [];
        const folder = options.out ?? dirname(file.path);
        return [{ folder, name: signedFileName(basename(file.path), file.format), bytes: item.bytes }];
      }),
    );
    for (const output of outputs) printer.say(`✓ ${visible(output)}`);
    const written = outputs.map((output, index) => ({
      input: files[index]?.path,
      output,
      format: files[index]?.format,
      level: options.level,
      sha256: sha256(signed[index]?.bytes ?? new Uint8Array()),
      algorithm: algorithmName(algorithm),
      policy: options.policy,
      signer: certificate.view.owner,
      certificateSerial: certificate.view.serial,
      warnings,
    }));
    printer.data({ files: written });
    return 0;
  });
}

async function readFileToSign(path: string, format: SignOptions['format']): Promise<FileToSign> {
  const bytes = await readInputFile(path);
  return { path, bytes, format: format === 'auto' ? detectFormat(bytes, path) : format };
}

function batchItem(file: FileToSign, index: number, certificate: TokenCertificate): BatchItem {
  const signer = { certificate: certificate.certificate, chain: certificate.chain };
  return {
    id: String(index),
    name: basename(file.path),
    prepare: (algorithm, signingTime) =>
      prepareSignature(file.bytes, signer, { format: file.format, algorithm, signingTime }),
  };
}

/** How long drivers may still take once the first has answered, when the person has said what to sign with, ms. */
const patience = 1_500;

/**
 * The certificates that the options speak of. One that was named is not kept waiting for a driver that hangs; without a
 * name every driver must have answered, since another certificate may make the choice ambiguous.
 */
async function findNamed(tokens: TokenService, options: SignOptions) {
  const matching = (list: CertificateList) =>
    list.certificates.filter(
      ({ view }) =>
        (options.cert === undefined || view.serial === normaliseSerial(options.cert)) &&
        (options.token === undefined || view.tokenSerial === options.token) &&
        (options.cert !== undefined || !view.isCa),
    );
  if (options.cert !== undefined || options.token !== undefined) {
    const early = await tokens.certificates({ patience });
    const named = matching(early);
    if (named.length > 0 || early.pending.length === 0) return { named, problems: early.problems };
  }
  const all = await tokens.certificates();
  return { named: matching(all), problems: all.problems };
}

/** The certificate named by --cert or --token; without either, the only one that can be used. */
async function chooseCertificate(tokens: TokenService, options: SignOptions): Promise<TokenCertificate> {
  const { named, problems } = await findNamed(tokens, options);
  const usable = named.filter(({ view }) => view.refusals.length === 0);
  const [only, ...others] = usable.length > 0 ? usable : named;
  if (only === undefined) {
    const [problem] = problems;
    if (problem !== undefined) throw new DvcttError(problem.code, problem.details);
    const { tokens: plugged } = await tokens.list();
    const present = plugged.some(({ serial }) => options.token === undefined || serial === options.token);
    throw new DvcttError(present ? 'CERT_NOT_FOUND' : 'TOKEN_NOT_FOUND');
  }
  if (others.length > 0) {
    throw new DvcttError('TOKEN_AMBIGUOUS', {
      serials: [only, ...others].map(({ view }) => `${view.serial} (${view.owner})`).join(', '),
    });
  }
  const [refusal] = only.view.refusals;
  if (refusal !== undefined) throw new DvcttError(refusal, { serial: only.view.serial });
  return only;
}

/**
 * Any file may be signed on a machine without the authority's root (Điều 5 asks for the check and the warning); a
 * dossier for the Treasury may not, and the window refuses it.
 */
async function followToRoot(
  certificate: TokenCertificate,
  options: SignOptions,
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

async function enterPin(
  tokens: TokenService,
  certificate: TokenCertificate,
  algorithm: SignatureAlgorithm,
  options: SignOptions,
  printer: Printer,
): Promise<SigningSession> {
  const prompt = await tokens.openPinPrompt(certificate.view.id, [algorithm], 'sign');
  const sealed = await sealedPinFor(tokens, prompt, options, printer);
  const entry = await tokens.enterPin(certificate.view.id, sealed);
  if (entry.kind === 'accepted') return entry.session;
  // Some tokens say nothing until the last try; “bình thường” would be a lie right after a wrong PIN.
  const state =
    entry.pinState === 'ok'
      ? 'đã mất một lượt; token này không cho biết còn mấy lượt'
      : pinStateNames[entry.pinState];
  printer.note(`Mã PIN: ${state}.`);
  throw new DvcttError(entry.failure.code, { ...entry.failure.details, pinState: entry.pinState });
}

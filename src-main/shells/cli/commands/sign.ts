import { basename, dirname, extname, join } from 'node:path';
import { mkdir, open, rename, unlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { DvcttError, failureText } from '#shared/contract/errors.ts';
import { sealPin } from '#shared/pin/seal.ts';
import type { SignatureAlgorithm, SignaturePolicy } from '#shared/signatures/algorithms.ts';
import { normaliseSerial } from '#shared/validation/certificate.ts';
import { sha256 } from '../../../blobs/blob-store.ts';
import { signBatch, type BatchItem, type SignedItem } from '../../../signing/batch.ts';
import { detectFormat, prepareSignature, type SignatureFormat } from '../../../signing/format.ts';
import { algorithmFor, algorithmName } from '../../../signing/policy.ts';
import type { SigningSession, TokenCertificate, TokenService } from '../../../tokens/token-service.ts';
import { requireTrusted } from '../../../trust/require-trusted.ts';
import { readTrust } from '../../../trust/trust-store.ts';
import { readInputFile } from '../input-file.ts';
import type { Printer } from '../printer.ts';
import { readPin } from '../read-pin.ts';
import { dataFolder } from '../settings.ts';
import { withTokens } from '../tokens-from.ts';
import { pinStateNames } from './tokens.ts';

export interface SignOptions {
  readonly out?: string;
  readonly format: 'auto' | SignatureFormat;
  readonly level: string;
  readonly cert?: string;
  readonly token?: string;
  readonly policy: SignaturePolicy;
  readonly pinStdin?: boolean;
  readonly module?: string[];
  readonly data?: string;
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
  const files = await Promise.all(paths.map((path) => readFileToSign(path, options.format)));
  return withTokens(options, async (tokens) => {
    const certificate = await chooseCertificate(tokens, options);
    const warnings = await trustWarnings(certificate, options, printer);
    const algorithm = algorithmFor(certificate.view, options.policy);
    printer.note(
      `Ký ${files.length} tệp bằng “${certificate.view.owner}” (serial ${certificate.view.serial}), ` +
        `${algorithmName(algorithm)}, chính sách ${options.policy}.`,
    );
    const items = files.map((file, index) => batchItem(file, index, certificate));
    // A file that cannot be signed is refused before the PIN is asked, not after.
    for (const item of items) await item.prepare(algorithm, new Date());
    const session = await enterPin(tokens, certificate, algorithm, options, printer);
    const abort = new AbortController();
    const cancel = () => abort.abort();
    process.once('SIGINT', cancel);
    let signed: readonly SignedItem[];
    try {
      signed = await signBatch(items, session, {
        algorithm,
        now: () => new Date(),
        signal: abort.signal,
        onStart: (item, index) => printer.note(`  [${index + 1}/${files.length}] ${item.name}`),
      });
    } finally {
      process.off('SIGINT', cancel);
      await session.close();
    }
    const written = [];
    for (const [index, item] of signed.entries()) {
      const file = files[index];
      if (file === undefined) continue;
      const output = await writeSigned(file, item.bytes, options.out);
      printer.say(`✓ ${output}`);
      written.push({
        input: file.path,
        output,
        format: file.format,
        level: options.level,
        sha256: sha256(item.bytes),
        algorithm: algorithmName(algorithm),
        policy: options.policy,
        signer: certificate.view.owner,
        certificateSerial: certificate.view.serial,
        warnings,
      });
    }
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

/** The certificate named by --cert or --token; without either, the only one that can be used. */
async function chooseCertificate(tokens: TokenService, options: SignOptions): Promise<TokenCertificate> {
  const { certificates, problems } = await tokens.certificates();
  const named = certificates.filter(
    ({ view }) =>
      (options.cert === undefined || view.serial === normaliseSerial(options.cert)) &&
      (options.token === undefined || view.tokenSerial === options.token) &&
      (options.cert !== undefined || !view.isCa),
  );
  const usable = named.filter(({ view }) => view.refusals.length === 0);
  const [only, ...others] = usable.length > 0 ? usable : named;
  if (only === undefined) {
    const [problem] = problems;
    throw problem === undefined
      ? new DvcttError('TOKEN_NOT_FOUND')
      : new DvcttError(problem.code, problem.details);
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
async function trustWarnings(
  certificate: TokenCertificate,
  options: SignOptions,
  printer: Printer,
): Promise<string[]> {
  printer.note('⚠ Chưa kiểm tra tình trạng thu hồi của chứng thư số (OCSP/CRL).');
  try {
    await requireTrusted(certificate, await readTrust(join(dataFolder(options.data), 'trust')), new Date());
    return ['REVOCATION_NOT_CHECKED'];
  } catch (cause) {
    if (!(cause instanceof DvcttError)) throw cause;
    const { heading, remedy } = failureText(cause.code, 'vi');
    printer.note(`⚠ ${heading}. ${remedy}`);
    return ['REVOCATION_NOT_CHECKED', cause.code];
  }
}

async function enterPin(
  tokens: TokenService,
  certificate: TokenCertificate,
  algorithm: SignatureAlgorithm,
  options: SignOptions,
  printer: Printer,
): Promise<SigningSession> {
  const prompt = await tokens.openPinPrompt(certificate.view.id, [algorithm]);
  printer.note(`Token “${prompt.token.label}”, mã PIN: ${pinStateNames[prompt.token.pinState]}.`);
  let pin: Uint8Array;
  try {
    pin = await readPin({ fromPipe: options.pinStdin === true, question: 'Nhập mã PIN: ' });
  } catch (cause) {
    await tokens.cancelPinPrompt(prompt.promptId);
    throw cause;
  }
  const sealed = await sealPin(prompt, pin);
  pin.fill(0);
  const entry = await tokens.enterPin(certificate.view.id, sealed);
  if (entry.kind === 'accepted') return entry.session;
  printer.note(`Mã PIN: ${pinStateNames[entry.pinState]}.`);
  throw new DvcttError(entry.failure.code, { ...entry.failure.details, pinState: entry.pinState });
}

/** Beside the original or in `--out`, under a name that is still free; whole or not at all. */
async function writeSigned(file: FileToSign, bytes: Uint8Array, out: string | undefined): Promise<string> {
  const folder = out ?? dirname(file.path);
  await mkdir(folder, { recursive: true });
  const target = freeName(folder, basename(file.path), file.format);
  const temporary = join(folder, `.${randomUUID()}.tmp`);
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
  } catch (cause) {
    await unlink(temporary).catch(() => undefined);
    throw new DvcttError('STORE_FAILED', { folder, reason: String(cause) }, { cause });
  }
  return target;
}

function freeName(folder: string, name: string, format: SignatureFormat): string {
  const extension = extname(name);
  const stem = name.slice(0, name.length - extension.length);
  for (let count = 1; ; count += 1) {
    const suffix = count === 1 ? '' : `-${count}`;
    const candidate = format === 'cades' ? `${name}${suffix}.p7s` : `${stem}-signed${suffix}${extension}`;
    if (!existsSync(join(folder, candidate))) return join(folder, candidate);
  }
}

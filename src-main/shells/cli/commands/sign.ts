import { DvcttError } from '#shared/contract/errors.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import { normaliseSerial } from '#shared/validation/certificate.ts';
import { signBatch, type SignedItem } from '../../../signing/batch.ts';
import { algorithmFor } from '../../../signing/policy.ts';
import { pinStateNames } from '../../../tokens/pin-state-names.ts';
import type {
  CertificateList,
  SigningSession,
  TokenCertificate,
  TokenService,
} from '../../../tokens/token-service.ts';
import {
  fileItem,
  followToRoot,
  readFilesToSign,
  tellSigner,
  writeSigned,
  type FileSigningOptions,
} from '../files-to-sign.ts';
import { sealedPinFor, type PinOptions } from '../pin-entry.ts';
import type { Printer } from '../printer.ts';
import { onStopSignal } from '../stop-signal.ts';
import { withTracedTokens, type TraceOptions } from '../trace-file.ts';
import { visible } from '../visible.ts';
import { signRemotelyCommand, type RemoteSignInOptions } from './sign-remotely.ts';

export interface SignOptions
  extends FileSigningOptions, PinOptions, TraceOptions, Partial<RemoteSignInOptions> {
  readonly token?: string;
}

/** `dvctt sign`: all files with one PIN; either every file is signed and written or none is. */
export async function signCommand(
  paths: readonly string[],
  options: SignOptions,
  printer: Printer,
): Promise<number> {
  requireOneWay(options);
  if (options.remote !== undefined)
    return signRemotelyCommand(paths, { ...options, remote: options.remote }, printer);
  const files = await readFilesToSign(paths, options);
  return withTracedTokens(options, async (tokens) => {
    const chosen = await chooseCertificate(tokens, options);
    const { chain, warnings } = await followToRoot(chosen, options, printer);
    const certificate = { ...chosen, chain };
    const algorithm = algorithmFor(certificate.view, options.policy);
    tellSigner(files, { view: certificate.view, algorithm }, options, printer);
    const items = files.map((file, index) => fileItem(file, index, certificate));
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
    const signer = { view: certificate.view, algorithm, warnings };
    await writeSigned(files, signed, signer, options, printer);
    return 0;
  });
}

/** How long drivers may still take once the first has answered, when the person has said what to sign with, ms. */
const patience = 1_500;

/** A token or a provider; an option of the other way would be left unheard. @throws USAGE */
function requireOneWay(options: SignOptions): void {
  const ofTokens = ['token', 'module', 'pinStdin', 'finalTry', 'trace'] as const;
  const ofProviders = ['user', 'passwordStdin', 'backend'] as const;
  const [others, way] =
    options.remote === undefined
      ? ([ofProviders, 'ký bằng token'] as const)
      : ([ofTokens, '--remote'] as const);
  const stray = others.find((name) => options[name] !== undefined);
  if (stray === undefined) return;
  const spelled = stray.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new DvcttError('USAGE', { reason: `--${spelled} không dùng với ${way}` });
}

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

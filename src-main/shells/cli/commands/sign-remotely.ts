import { DvcttError, toFailure, type Failure } from '#shared/contract/errors.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import type { PreparedSignature } from '#shared/signatures/prepared.ts';
import { completeRemotely } from '../../../remote-ca/complete.ts';
import type { RemoteSigner } from '../../../remote-ca/provider.ts';
import { requireScheme, signOnPhone } from '../../../remote-ca/rounds-on-phone.ts';
import { whyNoValue } from '../../../remote-ca/transaction.ts';
import type { SignedItem } from '../../../signing/batch.ts';
import { algorithmFor } from '../../../signing/policy.ts';
import {
  fileItem,
  followToRoot,
  readFilesToSign,
  tellSigner,
  writeSigned,
  type FileSigningOptions,
} from '../files-to-sign.ts';
import { PhoneCountdown } from '../phone-countdown.ts';
import { describeFailure, type Printer } from '../printer.ts';
import {
  chooseRemoteCertificate,
  signInAtProvider,
  withRemoteDesk,
  type RemotePlaceOptions,
} from '../remote-sign-in.ts';
import { SignInWords } from '../sign-in-words.ts';
import { onStopSignal } from '../stop-signal.ts';

/** `--user` and `--password-stdin` are those at the provider: nobody signs in at KBNN here. */
export interface RemoteSignInOptions extends RemotePlaceOptions {
  readonly remote: string;
  readonly user?: string;
  readonly passwordStdin?: boolean;
}

export type RemoteSignOptions = FileSigningOptions & RemoteSignInOptions;

interface ToSign {
  readonly id: string;
  readonly name: string;
  readonly prepared: PreparedSignature;
}

/**
 * `dvctt sign --remote`: all files with one confirmation on the phone, or several where the provider takes fewer at a
 * time. Of one confirmation either every file is signed and written or none is; what an earlier one has signed is
 * written. Ctrl+C takes the request back.
 */
export function signRemotelyCommand(
  paths: readonly string[],
  options: RemoteSignOptions,
  printer: Printer,
): Promise<number> {
  return withRemoteDesk(options, async (desk) => {
    const files = await readFilesToSign(paths, options);
    const words = new SignInWords(
      { remotePasswordStdin: options.passwordStdin === true },
      '--password-stdin',
    );
    const account = { remote: options.remote, remoteUser: options.user };
    const certificates = await signInAtProvider(desk, account, words, printer);
    const { id } = chooseRemoteCertificate(certificates, options.cert);
    const chosen = await desk.certificate(id);
    const algorithm = algorithmFor(chosen.view, options.policy);
    const signer = await desk.signer(id);
    requireScheme(signer, algorithm);
    const { chain, warnings } = await followToRoot(chosen, options, printer);
    const certificate = { ...chosen, chain };
    tellSigner(files, { view: certificate.view, algorithm }, options, printer);
    // A file that cannot be signed is refused before the phone rings, not after.
    const documents: ToSign[] = [];
    for (const [index, file] of files.entries()) {
      const item = fileItem(file, index, certificate);
      documents.push({
        id: item.id,
        name: item.name,
        prepared: await item.prepare(algorithm, new Date()),
      });
    }
    const { items, failure } = await signedByPhone(signer, documents, algorithm, printer);
    const signed = documents.flatMap(({ id: document }) => items.get(document) ?? []);
    const made = { view: certificate.view, algorithm, warnings };
    const written = files.filter((_file, index) => items.has(documents[index]?.id ?? ''));
    await writeSigned(written, signed, made, options, printer, failure);
    if (failure === undefined) return 0;
    printer.note(describeFailure(failure));
    printer.note(`Đã ký ${signed.length}/${files.length} tệp; chạy lại lệnh với những tệp còn lại.`);
    return 1;
  });
}

/** What the confirmations that were given have signed, and why there is no more. @throws the reason when there is nothing at all */
async function signedByPhone(
  signer: RemoteSigner,
  documents: readonly ToSign[],
  algorithm: SignatureAlgorithm,
  printer: Printer,
): Promise<{ readonly items: ReadonlyMap<string, SignedItem>; readonly failure?: Failure }> {
  const items = new Map<string, SignedItem>();
  const abort = new AbortController();
  const forget = onStopSignal(() => abort.abort());
  const countdown = new PhoneCountdown(printer);
  const digests = documents.map(({ id, name, prepared }) => ({ id, name, digest: prepared.digest }));
  try {
    await signOnPhone(signer, digests, {
      algorithm,
      title: (count, round, rounds) =>
        `Ký ${count} tệp từ dòng lệnh${rounds > 1 ? ` (lần ${round}/${rounds})` : ''}`,
      now: () => new Date(),
      signal: abort.signal,
      onPhone: (phone) => countdown.show(phone),
      onAnswers: async (answers, { documents: asked }) => {
        if (answers.failure !== undefined)
          throw new DvcttError(answers.failure.code, answers.failure.details);
        const made: SignedItem[] = [];
        for (const { id, name, prepared } of documents) {
          if (!asked.some((each) => each.id === id)) continue;
          const value = answers.values.get(id);
          if (value === undefined) {
            const { code, details } = whyNoValue(answers, id);
            throw new DvcttError(code, { ...details, name });
          }
          made.push({ id, name, bytes: await completeRemotely(prepared, value) });
        }
        for (const item of made) items.set(item.id, item);
      },
    });
  } catch (cause) {
    if (items.size === 0) throw cause;
    return { items, failure: toFailure(cause) };
  } finally {
    countdown.end();
    forget();
  }
  return { items };
}

/** A batch's run by phone: everything that is left is prepared, confirmed once (or in rounds), embedded and kept. */
import { randomUUID } from 'node:crypto';
import { DvcttError, type Failure } from '#shared/contract/errors.ts';
import type { PhoneWait } from '#shared/contract/remote-ca/window.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import type { PreparedSignature, SignerIdentity } from '#shared/signatures/prepared.ts';
import type {
  RemoteRequestDocument,
  RemoteRequestShelf,
} from '../../account-store/signing/remote-request.ts';
import { completeRemotely } from '../../remote-ca/complete.ts';
import { requestToKeep } from '../../remote-ca/kept-request.ts';
import { leftStanding } from '../../remote-ca/left-standing.ts';
import type { RemoteSigner } from '../../remote-ca/provider.ts';
import { requireScheme, signOnPhone, type RoundOnPhone } from '../../remote-ca/rounds-on-phone.ts';
import { whyNoValue, type RemoteAnswers } from '../../remote-ca/transaction.ts';
import type { BatchTask } from './batch-task.ts';
import { isLineLost } from './line-lost.ts';
import type { LoadedTask } from './loader.ts';
import { phoneTitle } from './phone-title.ts';
import { sideBySide } from './side-by-side.ts';

/** Documents that are fetched, compared and prepared at a time. */
const preparedAtOnce = 4;
/** Signatures that share a flush of the disk. */
const embeddedAtOnce = 32;
/** Prepared documents may fill so much memory while the phone is waited for, octets; others are prepared again. */
const mostHeld = 64 * 1024 * 1024;

export interface PhoneRun {
  readonly signer: RemoteSigner;
  readonly identity: SignerIdentity;
  readonly algorithm: SignatureAlgorithm;
  readonly requests: RemoteRequestShelf;
  readonly now: () => Date;
  /** Aborted: the request is taken back, or left on the phone when the reason is `leftStanding`. */
  readonly stop: AbortSignal;
  load(task: BatchTask): Promise<LoadedTask>;
  prepare(loaded: LoadedTask, signingTime: Date, id: string): Promise<PreparedSignature>;
  /** Passed over: signed, or its dossier has failed. */
  skip(task: BatchTask): boolean;
  /** The document cannot be signed. Throws to end the run, else it goes on with the others. */
  failed(task: BatchTask, cause: unknown): void;
  /** An earlier batch has signed it. */
  reused(task: BatchTask, loaded: LoadedTask): void;
  /** How the request stands on the phone; often. */
  waiting(phone: PhoneWait): void;
  /** Values have come. */
  answered(): void;
  /** Keeps and counts. */
  signed(task: BatchTask, loaded: LoadedTask, bytes: Uint8Array): Promise<void>;
  /** The phone has given no good signature; another request may. */
  refused(task: BatchTask, failure: Failure): void;
}

/** A document whose digest is on the phone. */
interface Waiting {
  readonly task: BatchTask;
  /** In the request. */
  readonly requestId: string;
  readonly signingTime: Date;
  readonly id: string;
  readonly digest: Uint8Array;
  /** Let go of where there is too much. */
  readonly held: { readonly loaded: LoadedTask; readonly prepared: PreparedSignature } | undefined;
}

/**
 * Signs what is left with one confirmation, or one a round. Whatever has a good value is kept when it returns or throws.
 * @throws REMOTE_REJECTED, REMOTE_EXPIRED, REMOTE_QUOTA … when documents have none; SIGNING_CANCELLED
 */
export async function signByPhone(tasks: readonly BatchTask[], run: PhoneRun): Promise<void> {
  requireScheme(run.signer, run.algorithm);
  const waiting = (await prepareAll(tasks, run)).filter(({ task }) => !run.skip(task));
  if (waiting.length === 0) return;
  const byId = new Map(waiting.map((each) => [each.requestId, each]));
  const title = phoneTitle(waiting.map(({ task }) => task));
  let sent: string | undefined;
  let trouble: Failure | undefined;
  const digests = waiting.map(({ task, requestId, digest }) => ({
    id: requestId,
    name: task.document.name,
    digest,
  }));
  try {
    await signOnPhone(run.signer, digests, {
      algorithm: run.algorithm,
      title,
      now: run.now,
      signal: run.stop,
      onSend: (round) => {
        keepRequest(round, byId, title, run);
        sent = round.key.mutationId;
      },
      onPhone: (phone) => {
        if (sent !== undefined) run.requests.told(sent, phone);
        run.waiting(phone);
      },
      onAnswers: async (answers, round) => {
        run.answered();
        trouble = (await takeAnswers(answers, round, byId, run)) ?? trouble;
        run.requests.forget(round.key.mutationId);
        sent = undefined;
      },
    });
  } catch (cause) {
    // Whatever was taken back or never came to be is not looked for; what a lost line leaves open is.
    const standing = run.stop.reason === leftStanding || isLineLost(cause);
    if (sent !== undefined && !standing) run.requests.forget(sent);
    throw cause;
  }
  if (trouble !== undefined) throw new DvcttError(trouble.code, trouble.details);
}

/** In the order of the tasks. @throws SIGNING_CANCELLED, and what `failed` throws */
async function prepareAll(tasks: readonly BatchTask[], run: PhoneRun): Promise<readonly Waiting[]> {
  let held = 0;
  const prepared = await sideBySide(tasks, preparedAtOnce, async (task, index) => {
    if (run.stop.aborted) throw new DvcttError('SIGNING_CANCELLED');
    if (run.skip(task)) return undefined;
    try {
      const loaded = await run.load(task);
      if (loaded.made !== undefined) {
        run.reused(task, loaded);
        return undefined;
      }
      const how = { signingTime: run.now(), id: randomUUID() };
      const ready = await run.prepare(loaded, how.signingTime, how.id);
      held += loaded.base.bytes.length * 2;
      const requestId = `${task.key.code}-${index + 1}`;
      const kept = held > mostHeld ? undefined : { loaded, prepared: ready };
      return { task, requestId, ...how, digest: ready.digest, held: kept };
    } catch (cause) {
      run.failed(task, cause);
      return undefined;
    }
  });
  return prepared.filter((one) => one !== undefined);
}

function keepRequest(
  round: RoundOnPhone,
  byId: ReadonlyMap<string, Waiting>,
  title: (documents: number, round: number, rounds: number) => string,
  run: PhoneRun,
): void {
  const documents = round.documents.flatMap(({ id }): RemoteRequestDocument[] => {
    const waiting = byId.get(id);
    if (waiting === undefined) return [];
    const { code, version, documentId, base } = waiting.task.key;
    return [
      {
        requestId: id,
        code,
        version,
        documentId,
        base,
        signingTime: waiting.signingTime.toISOString(),
        id: waiting.id,
        digest: Buffer.from(waiting.digest).toString('base64'),
      },
    ];
  });
  const { signer, identity, algorithm, requests, now } = run;
  const text = title(documents.length, round.round, round.rounds);
  requests.keep(requestToKeep(round, { signer, identity, algorithm, title: text, now: now(), documents }));
}

/** Embeds what came, tells of what did not, and answers the first reason why something did not. */
async function takeAnswers(
  answers: RemoteAnswers,
  round: RoundOnPhone,
  byId: ReadonlyMap<string, Waiting>,
  run: PhoneRun,
): Promise<Failure | undefined> {
  const refused: { readonly task: BatchTask; readonly failure: Failure }[] = [];
  await sideBySide(round.documents, embeddedAtOnce, async ({ id }) => {
    const waiting = byId.get(id);
    if (waiting === undefined) return;
    const { task } = waiting;
    const value = answers.values.get(id);
    if (value === undefined) {
      refused.push({ task, failure: whyNoValue(answers, id) });
      return;
    }
    let embedded: { readonly loaded: LoadedTask; readonly bytes: Uint8Array };
    try {
      const { loaded, prepared } = await readyAgain(waiting, run);
      embedded = { loaded, bytes: await completeRemotely(prepared, value) };
    } catch (cause) {
      if (cause instanceof DvcttError && cause.code === 'REMOTE_SIGNATURE_WRONG')
        refused.push({ task, failure: cause.toFailure() });
      else run.failed(task, cause);
      return;
    }
    await run.signed(task, embedded.loaded, embedded.bytes);
  });
  // What holds for all of them (rejected, expired) is told of the batch and not of each voucher.
  if (answers.state === 'done' || answers.values.size > 0)
    for (const { task, failure } of refused) run.refused(task, failure);
  return answers.failure ?? refused[0]?.failure;
}

/** @throws DOCUMENT_CHANGED when it does not come out with the digest that was signed */
async function readyAgain({ task, held, signingTime, id, digest }: Waiting, run: PhoneRun) {
  if (held !== undefined) return held;
  const loaded = await run.load(task);
  const prepared = await run.prepare(loaded, signingTime, id);
  if (Buffer.compare(prepared.digest, digest) !== 0)
    throw new DvcttError('DOCUMENT_CHANGED', { name: task.document.name });
  return { loaded, prepared };
}

import { DvcttError } from '#shared/contract/errors.ts';
import type { PhoneWait } from '#shared/contract/remote-ca/window.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import type { RemoteSigner } from './provider.ts';
import { leftStanding, resent } from './left-standing.ts';
import { roundsOf } from './splitting.ts';
import {
  newTransactionKey,
  PhoneRequest,
  type DigestToSign,
  type RemoteAnswers,
  type TransactionKey,
} from './transaction.ts';

export interface RoundOnPhone {
  readonly key: TransactionKey;
  readonly documents: readonly DigestToSign[];
  readonly round: number;
  readonly rounds: number;
}

export interface OnPhone {
  readonly algorithm: SignatureAlgorithm;
  /** What the phone says is signed in a round of so many documents. */
  readonly title: (documents: number, round: number, rounds: number) => string;
  readonly now: () => Date;
  /** Aborted: the request is taken back, or stays on the phone when the reason is `leftStanding`. */
  readonly signal: AbortSignal;
  /** Before a request is sent: what is kept here finds it again. */
  readonly onSend?: (round: RoundOnPhone) => void | Promise<void>;
  /** How the request stands; often. */
  readonly onPhone: (phone: PhoneWait) => void;
  /** A round has ended, however it did; another is asked for after `done` alone. */
  readonly onAnswers: (answers: RemoteAnswers, round: RoundOnPhone) => void | Promise<void>;
}

/**
 * Has digests signed on the phone: one confirmation, or several where the provider takes fewer at a time. Ends after
 * the first round that is not `done`, whose answers have been handed on. @throws what sending or following a request
 * throws, SIGNING_CANCELLED once `signal` is aborted: the request has been taken back then
 */
export async function signOnPhone(
  signer: RemoteSigner,
  documents: readonly DigestToSign[],
  options: OnPhone,
): Promise<void> {
  const { algorithm, now, signal } = options;
  requireScheme(signer, algorithm);
  const parts = roundsOf(documents, signer.provider.mostDocuments);
  for (const [index, part] of parts.entries()) {
    const round = { key: newTransactionKey(), documents: part, round: index + 1, rounds: parts.length };
    await options.onSend?.(round);
    const title = options.title(part.length, round.round, round.rounds);
    const request = await PhoneRequest.send(
      signer,
      { key: round.key, algorithm, title, documents: part },
      {
        now,
        signal,
        onChange: (standing) => options.onPhone(standing.phone(round.round, round.rounds)),
      },
    );
    const answers = await followed(request, signal, () =>
      options.onPhone(request.phone(round.round, round.rounds)),
    );
    await options.onAnswers(answers, round);
    if (answers.state !== 'done') return;
  }
}

/** @param stands tells that it is on the phone */
async function followed(
  request: PhoneRequest,
  signal: AbortSignal,
  stands: () => void,
): Promise<RemoteAnswers> {
  try {
    stands();
    return await request.answers(signal);
  } catch (cause) {
    // Also when nobody can say how it ended: what would be confirmed now would be lost.
    if (signal.reason !== leftStanding) await request.cancel();
    const late = signal.reason === resent ? request.signedMeanwhile() : undefined;
    if (late !== undefined) return late;
    throw cause;
  }
}

/** Never a weaker signature in silence. @throws REMOTE_ALGORITHM */
export function requireScheme(
  { provider }: Pick<RemoteSigner, 'provider'>,
  { scheme }: SignatureAlgorithm,
): void {
  if (provider.schemes.includes(scheme)) return;
  throw new DvcttError('REMOTE_ALGORITHM', { provider: provider.name, scheme });
}

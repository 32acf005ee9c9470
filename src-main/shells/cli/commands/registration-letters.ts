/** What people do whom a letter has asked: confirm, decline, sign. */
import { setTimeout as sleep } from 'node:timers/promises';
import { DvcttError } from '#shared/contract/errors.ts';
import type { Core, SigningJob } from '#shared/contract/ipc.ts';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import { signingStepOf } from '#shared/domain/people/roles.ts';
import { registrationCodeSchema } from '#shared/domain/registration/registration.ts';
import type { SignaturePolicy } from '#shared/signatures/algorithms.ts';
import { sealedPinFor, type PinOptions } from '../pin-entry.ts';
import { PhoneCountdown } from '../phone-countdown.ts';
import type { Printer } from '../printer.ts';
import { requireOneWay, type ProviderOptions } from '../remote-sign-in.ts';
import { onStopSignal } from '../stop-signal.ts';
import { visible } from '../visible.ts';
import type { PersonOptions } from '../with-person.ts';
import {
  atDesk,
  atNamedProvider,
  chooseMemberCertificate,
  findRegistration,
  memberInFront,
  openLetter,
} from './registration-open.ts';
import { tell } from './registration-words.ts';

/** How often a job that signs is looked at, ms. */
const lookAgain = 50;

/** `dvctt registration confirm LINK`. */
export async function confirmCommand(
  link: string,
  options: PersonOptions & ProviderOptions & { readonly cert?: string },
  printer: Printer,
): Promise<number> {
  return atDesk(options, printer, async (core, words) => {
    const view = await openLetter(core, link);
    const holder = memberInFront(view);
    const form = holder?.signatureForm ?? 'none';
    if (form === 'remote' && options.remote === undefined)
      throw new DvcttError('USAGE', { reason: 'đã kê khai chữ ký số từ xa: cần --remote' });
    const among = form === 'none' ? undefined : await atNamedProvider(core, options, words, printer);
    const certificateId =
      form === 'none'
        ? undefined
        : (await chooseMemberCertificate(core, { cert: options.cert, holder, among })).id;
    const request = { id: view.id, ...(certificateId === undefined ? {} : { certificateId }) };
    tell(await core.call('registrations.confirm', request), printer);
    return 0;
  });
}

/** `dvctt registration decline LINK --note TEXT`. */
export async function declineCommand(
  link: string,
  options: PersonOptions & { readonly note: string },
  printer: Printer,
): Promise<number> {
  if (options.note.trim() === '') throw new DvcttError('USAGE', { reason: '--note không được để trống' });
  return atDesk(options, printer, async (core) => {
    const { id } = await openLetter(core, link);
    tell(await core.call('registrations.decline', { id, note: options.note }), printer);
    return 0;
  });
}

export interface SignRegistrationOptions extends PersonOptions, PinOptions, ProviderOptions {
  readonly cert?: string;
  readonly policy: SignaturePolicy;
}

/** `dvctt registration sign LINK|CODE`: all documents with one PIN, sent at once. */
export async function signRegistrationCommand(
  named: string,
  options: SignRegistrationOptions,
  printer: Printer,
): Promise<number> {
  requireOneWay(options);
  // Whoever reads the sign-in from the pipe reads it to its end: an empty PIN would cost a try.
  if (options.pinStdin === true && (options.passwordStdin === true || options.passphraseStdin === true)) {
    throw new DvcttError('USAGE', {
      reason: '--pin-stdin không dùng cùng --password-stdin hoặc --passphrase-stdin',
    });
  }
  return atDesk(options, printer, async (core, words) => {
    const byCode = registrationCodeSchema.safeParse(named).success;
    const view = byCode ? await findRegistration(core, named) : await openLetter(core, named);
    requireSigner(view);
    for (const { name, sha256 } of view.documents) printer.note(`  ${visible(name)}  SHA-256 ${sha256}`);
    const { id: certificateId } = await chooseMemberCertificate(core, {
      cert: options.cert,
      registered: registeredSerial(view),
      among: await atNamedProvider(core, options, words, printer),
    });
    const { results } = await signed(core, view, { certificateId, options, printer });
    const after = await core.call('registrations.get', { id: view.id });
    printer.data({ registration: after, results });
    for (const { name } of results) printer.say(`✓ ${visible(name)}`);
    printer.say(`Hồ sơ ${visible(after.code ?? '')} đã được ký và gửi tới KBNN.`);
    return 0;
  });
}

/** Ctrl+C takes a request on the phone back. */
async function signed(
  core: Core,
  view: RegistrationView,
  desk: {
    readonly certificateId: string;
    readonly options: SignRegistrationOptions;
    readonly printer: Printer;
  },
): Promise<SigningJob> {
  const { certificateId, options, printer } = desk;
  const stop = new AbortController();
  let jobId: string | undefined;
  const backToDefault = onStopSignal(() => {
    stop.abort();
    if (jobId !== undefined) void core.call('signing.cancel', { jobId });
  });
  try {
    const started = await core.call('registrations.sign', {
      id: view.id,
      certificateId,
      expected: Object.fromEntries(view.documents.map(({ id, sha256 }) => [id, sha256])),
      policy: options.policy,
    });
    ({ jobId } = started);
    // Pressed before there was anything to cancel.
    if (stop.signal.aborted) await core.call('signing.cancel', { jobId });
    else if (started.phase === 'awaiting-pin') await enterPin(core, started, options, printer);
    return await untilDone(core, started, printer);
  } finally {
    backToDefault();
  }
}

/** Whoever may not sign, or not yet, need not look for a token. @throws ROLE_FORBIDDEN, REGISTRATION_STATE */
function requireSigner(view: RegistrationView): void {
  if (view.actions.includes('sign')) return;
  const role = memberInFront(view)?.role;
  if (role !== undefined && signingStepOf(role) !== 'CTK') throw new DvcttError('ROLE_FORBIDDEN', { role });
  if (view.status !== 'CHO_PHE_DUYET' || view.saved.state !== 'sent')
    throw new DvcttError('REGISTRATION_STATE', { status: view.status, missing: view.missing });
  throw new DvcttError('ROLE_FORBIDDEN', role === undefined ? {} : { role });
}

/** The serial that the member has confirmed; a person whose entry did not change has the one that stands. */
function registeredSerial(view: RegistrationView): string | undefined {
  const confirmed = view.confirmations.find(({ memberId }) => memberId === view.memberId)?.certificate;
  return (confirmed ?? memberInFront(view)?.certificate)?.serial;
}

async function enterPin(
  core: Core,
  { jobId }: SigningJob,
  options: PinOptions,
  printer: Printer,
): Promise<void> {
  const { prompt, owner, documentCount } = await core.call('pin.describe', { jobId });
  printer.note(`Ký ${documentCount} tài liệu bằng chứng thư số của “${visible(owner)}”.`);
  const cancelPinPrompt = async () => {
    await core.call('pin.cancel', { jobId });
  };
  const sealed = await sealedPinFor({ cancelPinPrompt }, prompt, options, printer);
  const answer = await core.call('pin.submit', { jobId, sealed });
  if (answer.kind === 'accepted') return;
  // One entry, one try: the next one is another command.
  await core.call('pin.cancel', { jobId });
  const pinState = answer.prompt?.token.pinState;
  throw new DvcttError(answer.failure.code, {
    ...answer.failure.details,
    ...(pinState === undefined ? {} : { pinState }),
  });
}

async function untilDone(core: Core, { jobId }: SigningJob, printer: Printer): Promise<SigningJob> {
  const countdown = new PhoneCountdown(printer);
  try {
    for (;;) {
      const job = await core.call('signing.status', { jobId });
      if (job.phone === undefined) countdown.end();
      else countdown.show(job.phone);
      if (job.phase === 'done') return job;
      if (job.phase === 'failed' || job.phase === 'cancelled') {
        const failure = job.failure ?? { code: 'UNEXPECTED' as const };
        throw new DvcttError(failure.code, failure.details);
      }
      await sleep(lookAgain);
    }
  } finally {
    countdown.end();
  }
}

/** `dvctt batch sign`: many dossiers, one PIN. */
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { DvcttError, failureText } from '#shared/contract/errors.ts';
import {
  mostBatchDossiers,
  type BatchReview,
  type BatchRow,
  type SigningBatch,
} from '#shared/contract/batch.ts';
import type { Core, CoreEvent } from '#shared/contract/ipc.ts';
import { dossierCodeSchema, type DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { mayAct } from '#shared/domain/dossiers/status.ts';
import { formatDong, sumDong } from '#shared/domain/money/dong.ts';
import { roleNames, signingStepOf } from '#shared/domain/people/roles.ts';
import { normaliseSerial } from '#shared/validation/certificate.ts';
import type { SignaturePolicy } from '#shared/signatures/algorithms.ts';
import { stateNames } from '../../../signing/batch/batch-report.ts';
import { usableCertificate } from '../demo/usable-certificate.ts';
import { cancelledUnless, sealAndWipe, sealedPinFor, type PinOptions } from '../pin-entry.ts';
import { describeFailure, type Printer } from '../printer.ts';
import type { SignInWords } from '../sign-in-words.ts';
import { PhoneCountdown } from '../phone-countdown.ts';
import {
  chooseRemoteCertificate,
  requireOneWay,
  signInThrough,
  type ProviderOptions,
} from '../remote-sign-in.ts';
import { onStopSignal } from '../stop-signal.ts';
import { shown, visible } from '../visible.ts';
import { signPersonIn, withCore, type PersonOptions, type SignedIn } from '../with-person.ts';

export interface BatchSignOptions extends PersonOptions, PinOptions, ProviderOptions {
  /** All that wait for this person's signature. */
  readonly mine?: boolean;
  /** Do not ask after the review. */
  readonly yes?: boolean;
  readonly cert?: string;
  readonly policy: SignaturePolicy;
}

/** Exit 0 when everything chosen was signed and sent, 1 when anything was not. */
export async function batchSignCommand(
  named: readonly string[],
  options: BatchSignOptions,
  printer: Printer,
): Promise<number> {
  const codes = named.map(codeOf);
  if (codes.length > 0 === (options.mine === true))
    throw new DvcttError('USAGE', { reason: 'cần mã hồ sơ, hoặc --mine' });
  requireOneWay(options);
  return withCore(options, printer, async (core, words) => {
    const { signedIn } = await signPersonIn(core, words, options);
    const chosen = codes.length > 0 ? codes : await waitingFor(core, signedIn);
    if (chosen.length === 0) {
      printer.data({ user: signedIn.user.username, batch: null, rows: [] });
      printer.say('Không có hồ sơ nào chờ bạn ký.');
      return 0;
    }
    const review = await core.call('batch.review', { codes: [...chosen] });
    tellReview(review, printer);
    if (review.entries.length > 0 && options.yes !== true) await requireYes();
    const batch = await sign(core, review, { options, words, printer });
    const { rows } = await core.call('batch.rows', { jobId: batch.jobId });
    printer.data({ user: signedIn.user.username, batch, rows });
    for (const row of shown(rows)) printer.say(rowLine(row));
    printer.say(`Đã ký và gửi ${batch.sent}/${batch.entries}.`);
    if (batch.failure?.code === 'SIGNING_CANCELLED' && batch.signed > 0) printer.note(stoppedAdvice);
    else if (batch.failure !== undefined) printer.note(describeFailure(batch.failure));
    return batch.phase === 'done' && batch.sent === batch.entries ? 0 : 1;
  });
}

/** The failure’s own text says that nothing was signed. */
const stoppedAdvice =
  'Đã dừng theo yêu cầu. Chứng từ đã gửi giữ nguyên là đã gửi; chạy lại lệnh để ký tiếp, chữ ký đã có không phải ký lại.\n' +
  '(Stopped as asked. What was sent stays sent; run the command again to go on, nothing is signed twice.)';

function rowLine({ state, failure, code, number, name }: BatchRow): string {
  const mark = state === 'sent' ? '✓' : state === 'failed' ? '✗' : '–';
  const what = [code, number, name].filter((text) => text !== '').join(' · ');
  const named = state === 'sent' ? '' : ` — ${stateNames[state]}`;
  return `${mark} ${what}${failure === undefined ? named : ` — ${failureText(failure.code, 'vi').heading} [${failure.code}]`}`;
}

function codeOf(text: string): DossierCode {
  const parsed = dossierCodeSchema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new DvcttError('USAGE', { reason: `“${text}” không phải mã hồ sơ (19 chữ số)` });
}

async function waitingFor(core: Core, { user }: SignedIn): Promise<readonly DossierCode[]> {
  if (signingStepOf(user.role) === undefined)
    throw new DvcttError('ROLE_FORBIDDEN', { role: roleNames[user.role] });
  await core.call('sync.now', {});
  const { dossiers } = await core.call('dossiers.list', { limit: mostBatchDossiers });
  return dossiers
    .filter(({ status }) => ['CHO_KTT_KY', 'CHO_CTK_KY'].includes(status) && mayAct(user.role, status))
    .map(({ code }) => code);
}

function tellReview(review: BatchReview, printer: Printer): void {
  for (const { code, number, date, name, total, documents } of shown(review.entries)) {
    printer.note(`  ${code}  ${number}  ${date}  ${name}  ${formatDong(total)} đồng`);
    for (const document of documents) printer.note(`      ${document.name}  SHA-256 ${document.sha256}`);
  }
  for (const { code, title, failure } of shown(review.refused))
    printer.note(`✗ ${code} ${title}: ${failureText(failure.code, 'vi').heading} [${failure.code}]`);
  const documents = review.entries.reduce((sum, entry) => sum + entry.documents.length, 0);
  const total = sumDong(review.entries.map((entry) => entry.total));
  printer.note(
    `${review.dossiers.length} hồ sơ, ${review.entries.length} chứng từ và tệp, ${documents} chữ ký, ` +
      `tổng ${formatDong(total)} đồng.`,
  );
}

async function requireYes(): Promise<void> {
  if (!process.stdin.isTTY)
    throw new DvcttError('USAGE', { reason: 'không có cửa sổ lệnh để hỏi; dùng --yes' });
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // Ctrl+D closes the question without an answer, Ctrl+C breaks it off: both are a no.
  const closed = once(terminal, 'close').then(() => '');
  try {
    const given = await Promise.race([terminal.question('Ký tất cả? [c/K] '), closed]).catch(noIfAborted);
    if (!['c', 'có', 'y', 'yes'].includes(given.trim().normalize('NFC').toLowerCase()))
      throw new DvcttError('SIGNING_CANCELLED');
  } finally {
    terminal.close();
  }
}

function noIfAborted(cause: unknown): string {
  if (cause instanceof Error && cause.name === 'AbortError') return '';
  throw cause;
}

interface Desk {
  readonly options: BatchSignOptions;
  readonly words: SignInWords;
  readonly printer: Printer;
}

async function sign(core: Core, review: BatchReview, desk: Desk): Promise<SigningBatch> {
  const { printer, options } = desk;
  const still = Promise.withResolvers<SigningBatch>();
  const countdown = new PhoneCountdown(printer);
  let jobId: string | undefined;
  let told = '';
  const unsubscribe = core.subscribe((event) => {
    const batch = batchOf(event, jobId);
    if (batch === undefined) return;
    if (batch.phone === undefined) countdown.end();
    else countdown.show(batch.phone);
    const line = progressLine(batch);
    if (line !== told) printer.note(line);
    told = line;
    if (['done', 'failed', 'cancelled', 'paused'].includes(batch.phase)) still.resolve(batch);
  });
  const stop = new AbortController();
  const backToDefault = onStopSignal(() => {
    stop.abort();
    printer.note('Đang dừng sau chữ ký này…');
    if (jobId !== undefined) void core.call('batch.cancel', { jobId });
  });
  try {
    const started = await core.call('batch.start', {
      certificateId: await certificateOf(core, desk),
      dossiers: chosenIn(review),
      policy: options.policy,
    });
    ({ jobId } = started);
    // Pressed before there was anything to cancel.
    if (stop.signal.aborted) return await core.call('batch.cancel', { jobId });
    if (started.phone !== undefined) countdown.show(started.phone);
    if (started.phase === 'awaiting-pin') await enterPin(core, jobId, desk);
    const standing = await core.call('batch.status', { jobId });
    const over = ['done', 'failed', 'cancelled', 'paused'].includes(standing.phase);
    const end = over ? standing : await still.promise;
    // Whoever starts the command anew goes on where this one stopped: the signatures are kept.
    return end.phase === 'paused'
      ? { ...(await core.call('batch.cancel', { jobId })), ...failureOf(end) }
      : end;
  } finally {
    countdown.end();
    backToDefault();
    unsubscribe();
  }
}

function failureOf({ failure }: SigningBatch): Pick<SigningBatch, 'failure'> {
  return failure === undefined ? {} : { failure };
}

function chosenIn({ entries, dossiers, refused }: BatchReview) {
  const chosen = new Map<DossierCode, Record<string, string>>();
  // Refused ones too: they are rows of the report.
  for (const { code } of [...dossiers, ...refused]) chosen.set(code, {});
  for (const { code, documents } of entries) {
    const expected = chosen.get(code) ?? {};
    for (const { id, sha256 } of documents) expected[id] = sha256;
    chosen.set(code, expected);
  }
  return [...chosen].map(([code, expected]) => ({ code, expected }));
}

/** On a token, or at the provider that is named. */
async function certificateOf(core: Core, { options, words, printer }: Desk): Promise<string> {
  const { remote, remoteUser, cert } = options;
  if (remote === undefined) return certificateFor(core, cert);
  const certificates = await signInThrough(core, { remote, remoteUser }, words, printer);
  return chooseRemoteCertificate(certificates, cert).id;
}

/** @throws TOKEN_NOT_FOUND, or why the certificate with that serial may not sign */
async function certificateFor(core: Core, serial: string | undefined): Promise<string> {
  const usable = await usableCertificate(core);
  if (serial === undefined) {
    if (usable === undefined) throw new DvcttError('TOKEN_NOT_FOUND');
    return usable.id;
  }
  const { certificates } = await core.call('certificates.list', {});
  const found = certificates.find((one) => normaliseSerial(one.serial) === normaliseSerial(serial));
  if (found === undefined) throw new DvcttError('CERT_NOT_FOUND', { serial });
  return found.id;
}

async function enterPin(core: Core, jobId: string, { options, words, printer }: Desk): Promise<void> {
  const { prompt, owner, documentCount, dossierCount, total } = await core.call('pin.describe', { jobId });
  printer.note(
    `Ký ${documentCount} tài liệu của ${dossierCount ?? 1} hồ sơ, tổng ${formatDong(total)} đồng, ` +
      `bằng chứng thư số của “${visible(owner)}”.`,
  );
  const cancelPinPrompt = async () => {
    await core.call('pin.cancel', { jobId });
  };
  const alone = options.passwordStdin !== true && options.passphraseStdin !== true;
  const sealed =
    options.pinStdin === true && !alone
      ? await cancelledUnless({ cancelPinPrompt }, prompt, async () => {
          if (prompt.token.pinState === 'final-try' && options.finalTry !== true)
            throw new DvcttError('PIN_FINAL_TRY', { token: prompt.token.serial });
          return sealAndWipe(prompt, await words.pin());
        })
      : await sealedPinFor({ cancelPinPrompt }, prompt, options, printer);
  const answer = await core.call('pin.submit', { jobId, sealed });
  if (answer.kind === 'accepted') return;
  // One entry, one try: the next one is another command.
  await core.call('pin.cancel', { jobId });
  throw new DvcttError(answer.failure.code, answer.failure.details);
}

function batchOf(event: CoreEvent, jobId: string | undefined): SigningBatch | undefined {
  return event.name === 'batch.progress' && event.payload.jobId === jobId ? event.payload : undefined;
}

function progressLine({
  signed,
  documents,
  sent,
  entries,
  failed,
  secondsLeft,
  current,
}: SigningBatch): string {
  const left = secondsLeft === undefined ? '' : `, còn khoảng ${secondsLeft} giây`;
  const failures = failed === 0 ? '' : `, ${failed} lỗi`;
  const at = current === '' ? '' : `: ${visible(current)}`;
  return `Đã ký ${signed}/${documents}, đã gửi ${sent}/${entries}${failures}${left}${at}`;
}

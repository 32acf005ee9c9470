/** What a signer does with a batch, through the same calls as the window. */
import { createCore } from '#main/core/core.ts';
import { fillVoucher } from '#main/shells/cli/demo/voucher.ts';
import { usableCertificate } from '#main/shells/cli/demo/usable-certificate.ts';
import type { BatchReview, BatchRow, SigningBatch } from '#shared/contract/batch.ts';
import type { CallOutput, Core } from '#shared/contract/ipc.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { sealPin } from '#shared/pin/seal.ts';
import type { BudgetUnit } from './budget-unit.ts';
import { faultyModule, type FaultyModule } from './faulty-module.ts';

/** Sends a dossier of so many vouchers (1.005.000 đồng each) to the chief accountant. */
export async function forwardVouchers(ktv: Core, title: string, count: number): Promise<DossierCode> {
  const created = await ktv.call('drafts.create', {});
  const [empty] = created.content.vouchers;
  if (empty === undefined) throw new Error('a new draft has no voucher');
  const vouchers = Array.from({ length: count }, (_, at) => ({
    ...fillVoucher(empty),
    id: `${empty.id}-${at}`,
    number: `${title}-${at + 1}`,
  }));
  await ktv.call('drafts.save', {
    code: created.code,
    baseVersion: created.version,
    content: { ...created.content, title, vouchers },
  });
  return (await ktv.call('dossiers.forward', { code: created.code })).code;
}

/** A core on a driver over the unit's tokens that counts its calls and misbehaves on command. Close both. */
export async function coreOnFaultyDriver(
  unit: BudgetUnit,
  role: 'KTT' | 'CTK',
  options: { readonly machine?: string; readonly backendUrl?: string } = {},
): Promise<{ readonly core: Core; readonly driver: FaultyModule }> {
  const driver = driverOf(unit);
  const core = await createCore({
    ...(await unit.machine(options.machine ?? `${role}-faulty`)),
    backendUrl: options.backendUrl ?? unit.backend.url,
    modules: [driver.path],
  });
  const { username, password } = unit.signers[role].account;
  await core.call('session.signIn', { username, password });
  return { core, driver };
}

/** A driver over the tokens of the unit's signers. */
export function driverOf({ signers, folder }: BudgetUnit): FaultyModule {
  const { module, conf } = signers.KTT.token;
  return faultyModule({ module, folder: `${folder}/softhsm`, env: { SOFTHSM2_CONF: conf } });
}

export const signaturesMade = (driver: FaultyModule): number =>
  driver.calls().filter((call) => call === 'C_Sign').length;

/** Everything in a review, as it is to be signed. */
export function everythingOf(review: BatchReview) {
  return review.dossiers.map(({ code }) => ({
    code,
    expected: Object.fromEntries(
      review.entries
        .filter((entry) => entry.code === code)
        .flatMap(({ documents }) => documents.map(({ id, sha256 }) => [id, sha256])),
    ),
  }));
}

export async function ownCertificate(core: Core): Promise<string> {
  const usable = await usableCertificate(core);
  if (usable === undefined) throw new Error('no usable certificate');
  return usable.id;
}

/** Reviews and starts a batch of everything in these dossiers. */
export async function startBatch(core: Core, codes: readonly DossierCode[]): Promise<SigningBatch> {
  const review = await core.call('batch.review', { codes: [...codes] });
  return core.call('batch.start', {
    certificateId: await ownCertificate(core),
    dossiers: everythingOf(review),
  });
}

export async function typeBatchPin(
  core: Core,
  jobId: string,
  pin: string,
  remember = false,
): Promise<CallOutput<'pin.submit'>> {
  const { prompt } = await core.call('pin.describe', { jobId });
  const sealed = await sealPin(prompt, new TextEncoder().encode(pin));
  return core.call('pin.submit', { jobId, sealed, remember });
}

/** Waits until the batch has ended or paused. */
export async function untilStill(core: Core, jobId: string): Promise<SigningBatch> {
  for (;;) {
    const batch = await core.call('batch.status', { jobId });
    if (['done', 'failed', 'cancelled', 'paused'].includes(batch.phase)) return batch;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

export async function untilSigned(core: Core, jobId: string, count: number): Promise<void> {
  while ((await core.call('batch.status', { jobId })).signed < count)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

export async function rowsOf(core: Core, jobId: string): Promise<readonly BatchRow[]> {
  return (await core.call('batch.rows', { jobId })).rows;
}

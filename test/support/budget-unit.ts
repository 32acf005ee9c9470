/** A whole little world for tests: a real backend with the demo unit, two signers on SoftHSM2 tokens, cores for each. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBackend, type Backend } from '#backend/server.ts';
import { createCore } from '#main/core/core.ts';
import { accountOf, equipSigner, type DemoSigner } from '#main/shells/cli/demo/people.ts';
import { fillVoucher } from '#main/shells/cli/demo/voucher.ts';
import { makeInvoice } from '#main/shells/cli/demo/attachment.ts';
import { sealPin } from '#shared/pin/seal.ts';
import type { Core, DossierView, SigningJob } from '#shared/contract/ipc.ts';
import type { PinPrompt } from '#shared/contract/tokens.ts';
import type { Role } from '#shared/domain/people/roles.ts';

export interface BudgetUnit {
  readonly folder: string;
  readonly backend: Backend;
  readonly signers: Readonly<Record<'KTT' | 'CTK', DemoSigner>>;
  /** A core with the person of that title signed in; `close` of the unit closes it. */
  signIn(role: Role): Promise<Core>;
  close(): Promise<void>;
}

export async function startBudgetUnit(): Promise<BudgetUnit> {
  const folder = await mkdtemp(join(tmpdir(), 'dvctt-unit-'));
  const backend = await startBackend({ dataFolder: join(folder, 'backend'), port: 0, demo: true });
  const ktt = await equipSigner(backend, 'KTT', join(folder, 'softhsm'));
  const ctk = await equipSigner(backend, 'CTK', join(folder, 'softhsm'));
  const before = process.env['SOFTHSM2_CONF'];
  process.env['SOFTHSM2_CONF'] = ktt.token.conf;
  const cores: Core[] = [];
  return {
    folder,
    backend,
    signers: { KTT: ktt, CTK: ctk },
    signIn: async (role) => {
      const dataFolder = join(folder, `desktop-${role}`);
      await mkdir(join(dataFolder, 'trust'), { recursive: true });
      await writeFile(join(dataFolder, 'trust', 'root.pem'), backend.ca.rootPem);
      await writeFile(join(dataFolder, 'trust', 'issuing.pem'), backend.ca.issuingPem);
      const core = await createCore({
        dataFolder,
        backendUrl: backend.url,
        modules: [ktt.token.module],
        shell: 'cli',
        policy: 'compat',
      });
      cores.push(core);
      const { username, password } = accountOf(backend, role);
      await core.call('session.signIn', { username, password });
      return core;
    },
    close: async () => {
      for (const core of cores) await core.close();
      await backend.close();
      if (before === undefined) delete process.env['SOFTHSM2_CONF'];
      else process.env['SOFTHSM2_CONF'] = before;
      await rm(folder, { recursive: true });
    },
  };
}

/** A complete draft: one voucher of two lines (1.005.000 đồng) and a PDF. */
export async function draftDossier(core: Core): Promise<DossierView> {
  const created = await core.call('drafts.create', {});
  const vouchers = created.content.vouchers.map(fillVoucher);
  const saved = await core.call('drafts.save', {
    code: created.code,
    baseVersion: created.version,
    content: { ...created.content, title: 'Tiền điện tháng 11', vouchers },
  });
  const invoice = await makeInvoice(vouchers[0]?.date ?? '');
  const { dossier } = await core.call('drafts.attach', {
    code: saved.code,
    name: 'Hóa đơn.pdf',
    base64: Buffer.from(invoice).toString('base64'),
  });
  return dossier;
}

export const shown = (dossier: DossierView): Record<string, string> =>
  Object.fromEntries(dossier.documents.map(({ id, sha256 }) => [id, sha256]));

/** Starts a signing job with the person's own certificate. */
export async function startSigning(core: Core, dossier: DossierView): Promise<SigningJob> {
  const { certificates } = await core.call('certificates.list', {});
  const usable = certificates.find(({ refusals }) => refusals.length === 0);
  if (usable === undefined) throw new Error(`no usable certificate: ${JSON.stringify(certificates)}`);
  return core.call('signing.start', {
    code: dossier.code,
    certificateId: usable.id,
    expected: shown(dossier),
  });
}

export async function typePin(
  core: Core,
  jobId: string,
  prompt: Pick<PinPrompt, 'promptId' | 'publicKey'>,
  pin: string,
) {
  return core.call('pin.submit', { jobId, sealed: await sealPin(prompt, new TextEncoder().encode(pin)) });
}

/** Waits until the job has ended, whatever the end. */
export async function untilEnded(core: Core, jobId: string): Promise<SigningJob> {
  for (;;) {
    const job = await core.call('signing.status', { jobId });
    if (['done', 'failed', 'cancelled'].includes(job.phase)) return job;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

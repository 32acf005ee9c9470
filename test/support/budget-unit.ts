/** A whole little world for tests: a real backend with the demo unit, two signers on SoftHSM2 tokens, cores for each. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBackend, type Backend, type BackendOptions } from '#backend/server.ts';
import type { DemoAccount } from '#backend/demo-seed.ts';
import { giveKey } from '#main/store-key/given-key.ts';
import { createCore } from '#main/core/core.ts';
import type { CoreOptions } from '#main/core/options.ts';
import { accountOf, equipSigner, type DemoSigner } from '#main/shells/cli/demo/people.ts';
import { fillVoucher } from '#main/shells/cli/demo/voucher.ts';
import { usableCertificate } from '#main/shells/cli/demo/usable-certificate.ts';
import { makeInvoice } from '#main/shells/cli/demo/attachment.ts';
import { sealPin } from '#shared/pin/seal.ts';
import type { Core, DossierView, SigningJob } from '#shared/contract/ipc.ts';
import type { PinPrompt } from '#shared/contract/tokens.ts';
import type { Role } from '#shared/domain/people/roles.ts';

/** What is special about one core. */
export interface Special {
  readonly now?: () => Date;
  /** A line of its own to the backend. */
  readonly backendUrl?: string;
}

export interface BudgetUnit {
  readonly folder: string;
  readonly backend: Backend;
  readonly signers: Readonly<Record<'KTT' | 'CTK', DemoSigner>>;
  /** How a core is started on a machine (a data folder) of that name; it trusts the demo's authority. */
  readonly machine: (name: string) => Promise<CoreOptions>;
  /** A core on that machine with nobody signed in; `close` of the unit closes it. */
  start(machine: string, special?: Special): Promise<Core>;
  /** A core with that person signed in, on a machine of their own unless one is named. */
  signIn(person: Role | DemoAccount, machine?: string, special?: Special): Promise<Core>;
  /** The backend goes away, and comes back on the same port with the same people. */
  readonly stopBackend: () => Promise<void>;
  readonly startBackend: () => Promise<void>;
  close(): Promise<void>;
}

/** @param asks what is special about the backend; benches leave it as the product has it */
export async function startBudgetUnit(asks: Pick<BackendOptions, 'remoteCaGap'> = {}): Promise<BudgetUnit> {
  const folder = await mkdtemp(join(tmpdir(), 'dvctt-unit-'));
  const backendFolder = join(folder, 'backend');
  let backend: Backend | undefined = await startBackend({
    ...asks,
    dataFolder: backendFolder,
    port: 0,
    demo: true,
  });
  const first = backend;
  const ktt = await equipSigner(backend, 'KTT', join(folder, 'softhsm'));
  const ctk = await equipSigner(backend, 'CTK', join(folder, 'softhsm'));
  const before = process.env['SOFTHSM2_CONF'];
  process.env['SOFTHSM2_CONF'] = ktt.token.conf;
  const cores = new Set<Core>();

  const machine: BudgetUnit['machine'] = async (name) => {
    const dataFolder = join(folder, `desktop-${name}`);
    await mkdir(join(dataFolder, 'trust'), { recursive: true });
    await writeFile(join(dataFolder, 'trust', 'root.pem'), first.ca.rootPem);
    await writeFile(join(dataFolder, 'trust', 'issuing.pem'), first.ca.issuingPem);
    return {
      dataFolder,
      backendUrl: first.url,
      modules: [ktt.token.module],
      shell: 'cli',
      policy: 'compat',
      // Kept beside the data, where the Electron shell looks for it: it takes no key from its options.
      storeKey: await giveKey(dataFolder),
    };
  };
  const start: BudgetUnit['start'] = async (name, { now, backendUrl = first.url } = {}) => {
    const core = await createCore({ ...(await machine(name)), backendUrl }, now);
    cores.add(core);
    return core;
  };
  return {
    folder,
    get backend() {
      return backend ?? first;
    },
    signers: { KTT: ktt, CTK: ctk },
    machine,
    start,
    signIn: async (person, name, special) => {
      const account = typeof person === 'string' ? accountOf(first, person) : person;
      const core = await start(name ?? account.username, special);
      await core.call('session.signIn', { username: account.username, password: account.password });
      return core;
    },
    stopBackend: async () => {
      await backend?.close();
      backend = undefined;
    },
    startBackend: async () => {
      const port = Number(new URL(first.url).port);
      // Without the demo's seed, which gives people new passwords and so ends their sessions.
      const again = await startBackend({ ...asks, dataFolder: backendFolder, port });
      backend = { ...again, ...(first.demo === undefined ? {} : { demo: first.demo }) };
    },
    close: async () => {
      for (const core of cores) await core.close();
      await backend?.close();
      if (before === undefined) delete process.env['SOFTHSM2_CONF'];
      else process.env['SOFTHSM2_CONF'] = before;
      await rm(folder, { recursive: true });
    },
  };
}

/** The unit's accountants: the demo has two, so that a draft can be shared. */
export function accountants(backend: Backend): readonly [DemoAccount, DemoAccount] {
  const [one, two] = (backend.demo?.accounts ?? []).filter(({ role }) => role === 'KTV');
  if (one === undefined || two === undefined) throw new Error('the demo unit has fewer than two accountants');
  return [one, two];
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
  const usable = await usableCertificate(core);
  if (usable === undefined) {
    throw new Error(`no usable certificate: ${JSON.stringify(await core.call('certificates.list', {}))}`);
  }
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

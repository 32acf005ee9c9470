/** A demo unit with its backend and two software tokens, as a first-time user has after `npm run demo`. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBackend, type Backend } from '#backend/server.ts';
import { createCore } from '#main/core/core.ts';
import type { CoreOptions } from '#main/core/options.ts';
import { makeInvoice } from '#main/shells/cli/demo/attachment.ts';
import { accountOf, equipSigner, type DemoSigner } from '#main/shells/cli/demo/people.ts';
import { fillVoucher } from '#main/shells/cli/demo/voucher.ts';
import type { Core, DossierView } from '#shared/contract/ipc.ts';
import type { Role } from '#shared/domain/people/roles.ts';

export interface UnitWorld {
  readonly backend: Backend;
  readonly options: CoreOptions;
  readonly signers: { readonly KTT: DemoSigner; readonly CTK: DemoSigner };
  /** Works on a core of its own as a person of the unit; no window may be open on the data meanwhile. */
  as<T>(role: Role, work: (core: Core) => Promise<T>): Promise<T>;
  /** A dossier with one voucher and one attachment that the KTV has handed to the KTT. */
  forwardedDossier(): Promise<DossierView>;
  close(): Promise<void>;
}

export async function startUnitWorld(): Promise<UnitWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'dvctt-world-'));
  const backend = await startBackend({ dataFolder: join(folder, 'backend'), port: 0, demo: true });
  const KTT = await equipSigner(backend, 'KTT', join(folder, 'softhsm'));
  const CTK = await equipSigner(backend, 'CTK', join(folder, 'softhsm'));
  process.env['SOFTHSM2_CONF'] = CTK.token.conf;
  const options: CoreOptions = {
    dataFolder: join(folder, 'desktop'),
    backendUrl: backend.url,
    modules: [CTK.token.module],
    shell: 'browser',
    policy: 'compat',
    demoAccounts: (backend.demo?.accounts ?? []).map(({ username, password, role, name }) => ({
      username,
      password,
      role,
      name,
    })),
  };
  const trust = join(options.dataFolder, 'trust');
  mkdirSync(trust, { recursive: true });
  writeFileSync(join(trust, 'root.pem'), backend.ca.rootPem);
  writeFileSync(join(trust, 'issuing.pem'), backend.ca.issuingPem);

  const as: UnitWorld['as'] = async (role, work) => {
    const core = await createCore({ ...options, shell: 'cli' });
    try {
      const { username, password } = accountOf(backend, role);
      await core.call('session.signIn', { username, password });
      return await work(core);
    } finally {
      await core.close();
    }
  };
  return {
    backend,
    options,
    signers: { KTT, CTK },
    as,
    forwardedDossier: () => as('KTV', draftAndForward),
    async close() {
      await backend.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function draftAndForward(core: Core): Promise<DossierView> {
  const created = await core.call('drafts.create', {});
  const voucher = created.content.vouchers[0];
  if (voucher === undefined) throw new Error('a new draft has no voucher');
  await core.call('drafts.save', {
    code: created.code,
    baseVersion: created.version,
    content: { ...created.content, title: 'Thanh toán tiền điện', vouchers: [fillVoucher(voucher)] },
  });
  const invoice = await makeInvoice(voucher.date);
  await core.call('drafts.attach', {
    code: created.code,
    name: 'Hóa đơn.pdf',
    base64: Buffer.from(invoice).toString('base64'),
  });
  return core.call('dossiers.forward', { code: created.code });
}

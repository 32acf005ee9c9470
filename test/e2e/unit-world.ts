/** A demo unit with its backend and two software tokens, as a first-time user has after `npm run demo`. */
import type { Backend } from '#backend/server.ts';
import { createCore } from '#main/core/core.ts';
import type { CoreOptions } from '#main/core/options.ts';
import { accountOf, type DemoSigner } from '#main/shells/cli/demo/people.ts';
import type { Core, DossierView } from '#shared/contract/ipc.ts';
import type { Role } from '#shared/domain/people/roles.ts';
import { draftDossier, startBudgetUnit, type BudgetUnit } from '#test/support/budget-unit.ts';

export interface UnitWorld extends Pick<BudgetUnit, 'machine' | 'stopBackend' | 'startBackend'> {
  readonly backend: Backend;
  /** Of the machine on which windows are opened. */
  readonly options: CoreOptions;
  readonly signers: { readonly KTT: DemoSigner; readonly CTK: DemoSigner };
  /** Works on a core of its own as a person of the unit; that person may have no window open on the data meanwhile. */
  as<T>(role: Role, work: (core: Core) => Promise<T>): Promise<T>;
  /** A dossier with one voucher and one attachment that the KTV has handed to the KTT. */
  forwardedDossier(): Promise<DossierView>;
  close(): Promise<void>;
}

export async function startUnitWorld(): Promise<UnitWorld> {
  const unit = await startBudgetUnit();
  const { signers, machine, stopBackend, startBackend } = unit;
  const options: CoreOptions = {
    ...(await machine('window')),
    shell: 'browser',
    demoAccounts: (unit.backend.demo?.accounts ?? []).map(({ username, password, role, name }) => ({
      username,
      password,
      role,
      name,
    })),
  };
  const as: UnitWorld['as'] = async (role, work) => {
    const core = await createCore({ ...options, shell: 'cli' });
    try {
      const { username, password } = accountOf(unit.backend, role);
      await core.call('session.signIn', { username, password });
      return await work(core);
    } finally {
      await core.close();
    }
  };
  return {
    get backend() {
      return unit.backend;
    },
    options,
    signers,
    machine,
    stopBackend,
    startBackend,
    as,
    forwardedDossier: () =>
      as('KTV', async (core) => {
        const { code } = await draftDossier(core);
        return core.call('dossiers.forward', { code });
      }),
    close: () => unit.close(),
  };
}

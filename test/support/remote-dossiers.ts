/** A unit whose account holder signs dossiers with the phone: the people's cores, the account holder's line, the phone. */
import type { PhoneRequest } from '#backend/remote-ca-simulators/phone-requests.ts';
import type { Simulators } from '#backend/remote-ca-simulators/simulators.ts';
import { makeInvoice } from '#main/shells/cli/demo/attachment.ts';
import { signWithPin } from '#main/shells/cli/demo/sign-with-pin.ts';
import type { Core, DossierView, SigningJob } from '#shared/contract/ipc.ts';
import { FaultyLine } from '#test/faults/line/faulty-line.ts';
import { draftDossier, shown, startBudgetUnit, type BudgetUnit } from './budget-unit.ts';
import { openProvider } from './remote-batch.ts';
import { asksOften, registerRemotely, simulatorsOf, type RemotePerson } from './remote-phone.ts';

export interface RemoteDossiers {
  readonly unit: BudgetUnit;
  readonly simulators: Simulators;
  readonly holder: RemotePerson;
  /** Between the account holder's core and the backend. */
  readonly line: FaultyLine;
  /** The account holder's core; another one once the program was closed. */
  ctk: Core;
  /** A dossier that waits for the account holder, who has opened it: a voucher as XML and PDF, and one file or more. */
  waiting(moreFiles?: number): Promise<DossierView>;
  /** Begins to sign it with this certificate of the account holder's; signs in at the provider when none is named. */
  start(dossier: DossierView, certificateId?: string): Promise<SigningJob>;
  statusOf(dossier: DossierView): Promise<DossierView['status']>;
  /** All that the account holder's phone was ever asked. */
  requests(): readonly PhoneRequest[];
  /** The request that waits now. */
  ringing(): PhoneRequest;
  close(): Promise<void>;
}

export async function startRemoteDossiers(provider: RemotePerson['provider']): Promise<RemoteDossiers> {
  const unit = await startBudgetUnit(asksOften);
  const simulators = simulatorsOf(unit.backend);
  const holder = await registerRemotely(unit.backend, 'CTK', provider);
  const line = await FaultyLine.open({ target: unit.backend.url });
  const ktv = await unit.signIn('KTV');
  const ktt = await unit.signIn('KTT');
  const requests = () => simulators.requests.of(holder.subscriberId);
  const world: RemoteDossiers = {
    unit,
    simulators,
    holder,
    line,
    ctk: await unit.signIn('CTK', undefined, { backendUrl: line.url }),
    async waiting(moreFiles = 0) {
      const draft = await draftDossier(ktv);
      const invoice = await makeInvoice(draft.content.vouchers[0]?.date ?? '');
      const base64 = Buffer.from(invoice).toString('base64');
      for (let number = 1; number <= moreFiles; number += 1)
        await ktv.call('drafts.attach', { code: draft.code, name: `Bảng kê ${number}.pdf`, base64 });
      const { code } = await ktv.call('dossiers.forward', { code: draft.code });
      await signWithPin(ktt, await ktt.call('dossiers.get', { code }), unit.signers.KTT.pin);
      return world.ctk.call('dossiers.get', { code });
    },
    start: async (dossier, certificateId) =>
      world.ctk.call('signing.start', {
        code: dossier.code,
        certificateId: certificateId ?? (await openProvider(world.ctk, holder)),
        expected: shown(dossier),
      }),
    statusOf: async ({ code }) => (await world.ctk.call('dossiers.get', { code })).status,
    requests,
    ringing() {
      const request = requests().find(({ state }) => state === 'waiting');
      if (request === undefined) throw new Error('the phone is silent');
      return request;
    },
    async close() {
      await unit.close();
      await line.close();
    },
  };
  return world;
}

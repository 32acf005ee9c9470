import { afterAll, beforeAll, expect, it } from 'vitest';
import { usableCertificate } from '#main/shells/cli/demo/usable-certificate.ts';
import type { Core } from '#shared/contract/ipc.ts';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import { accountants, startBudgetUnit, type BudgetUnit } from '#test/support/budget-unit.ts';
import { save, send } from './desk.ts';

let unit: BudgetUnit;
let lan: ReturnType<typeof accountants>[0];
let minh: ReturnType<typeof accountants>[1];
beforeAll(async () => {
  unit = await startBudgetUnit();
  [lan, minh] = accountants(unit.backend);
});
afterAll(() => unit.close());

/** A change of the unit's phone, saved. */
async function changePhone(core: Core, phone: string, line: 'up' | 'down' = 'up'): Promise<RegistrationView> {
  const created = await core.call('registrations.create', { kind: 'change' });
  const content = {
    ...created.content,
    unit: { ...created.content.unit, phone },
    reason: 'Đổi số điện thoại của đơn vị',
  };
  const kept = await core.call('registrations.keep', {
    id: created.id,
    baseRevision: created.revision,
    content,
  });
  return line === 'up' ? send(core, kept) : save(core, kept);
}

it('begins a change with what stands at KBNN, and lets a colleague find and go on with it', async () => {
  const core = await unit.signIn(lan);
  await expect(core.call('registrations.create', { kind: 'change' })).resolves.toMatchObject({
    kind: 'change',
    access: 'author',
    content: { standingVersion: 1, reason: '' },
    before: { members: [{ username: expect.any(String) as string }, {}, {}, {}, {}] },
  });
  const saved = await changePhone(core, '0225 3 889 931');
  expect(saved.saved).toMatchObject({ state: 'sent' });
  // Nobody's data changed: nobody has to confirm.
  expect(saved).toMatchObject({ status: 'CHO_PHE_DUYET', missing: 0 });

  const colleague = await unit.signIn(minh);
  const { registrations } = await colleague.call('registrations.list', { query: saved.code ?? '' });
  expect(registrations).toMatchObject([{ id: saved.code, status: 'CHO_PHE_DUYET' }]);
  const opened = await colleague.call('registrations.get', { id: saved.code ?? '' });
  expect(opened).toMatchObject({ access: 'unit', version: 1, before: { unit: {} } });
  expect(opened.actions).toContain('save');
  expect(opened.actions).not.toContain('sign');
  expect(opened.documents.map(({ id }) => id)).toEqual(['hoso', 'tokhai', 'tokhaididong']);
  for (const { id, sha256 } of opened.documents) {
    const file = await colleague.call('registrations.document', { id: opened.id, documentId: id });
    expect(file.sha256).toBe(sha256);
    expect(await colleague.call('registrations.verify', { id: opened.id, documentId: id })).toMatchObject({
      reason: 'SIGNATURE_MISSING',
    });
  }
  const holder = await unit.signIn('CTK');
  const toSign = await holder.call('registrations.get', { id: saved.code ?? '' });
  expect(toSign.actions).toContain('sign');
  expect(toSign.content.members.find(({ id }) => id === toSign.memberId)?.role).toBe('CTK');
});

it('gives one renewal dossier for one renewed certificate, with the reason filled in', async () => {
  const core = await unit.signIn('CTK', 'renewing');
  const usable = await usableCertificate(core);
  const certificateId = usable?.id ?? '';
  const renewal = await core.call('registrations.renew', { certificateId });
  expect(renewal).toMatchObject({ kind: 'change', content: { reason: 'Gia hạn chứng thư số' } });
  const mine = renewal.content.members.find(({ role }) => role === 'CTK');
  expect(mine?.certificate).toMatchObject({ serial: usable?.serial, thumbprint: usable?.thumbprint });
  expect((await core.call('registrations.renew', { certificateId })).id).toBe(renewal.id);
  const { certificates } = await core.call('certificates.list', {});
  const anothers = certificates.find(({ serial }) => serial === unit.signers.KTT.certificateSerial);
  await expect(core.call('registrations.renew', { certificateId: anothers?.id ?? '' })).rejects.toMatchObject(
    {
      code: 'CERT_OF_ANOTHER',
    },
  );
});

it('goes on without a line: the list as last seen, a change from what stood, dossiers as of then', async () => {
  const core = await unit.signIn(lan, 'unplugged');
  const saved = await changePhone(core, '0225 3 889 933');
  await core.call('registrations.list', {});
  await unit.stopBackend();
  const { registrations, offline } = await core.call('registrations.list', { status: 'CHO_PHE_DUYET' });
  expect(offline?.code).toBe('BACKEND_UNREACHABLE');
  expect(registrations.length).toBeGreaterThanOrEqual(2);
  expect(registrations.map(({ code }) => code)).toContain(saved.code);
  expect((await core.call('registrations.get', { id: saved.id })).asOf).toBeDefined();
  const queued = await changePhone(core, '0225 3 889 934', 'down');
  expect(queued.saved.state).toBe('queued');
  await unit.startBackend();
  await core.call('sync.now', {});
  await expect
    .poll(async () => (await core.call('registrations.get', { id: queued.id })).saved.state)
    .toBe('sent');
});

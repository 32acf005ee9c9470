/** The form remote CA in registration dossiers, with a provider and without one. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RegistrationContent } from '#shared/domain/registration/registration.ts';
import { RegisteringUnit } from './support/registering-unit.ts';
import { TestBackend } from './support/test-backend.ts';

let offered: TestBackend;
let without: TestBackend;
beforeAll(async () => {
  [offered, without] = [await TestBackend.start(), await TestBackend.start({ remoteCa: [] })];
});
afterAll(async () => {
  await offered.stop();
  await without.stop();
});

const withRemote = (content: RegistrationContent): RegistrationContent => ({
  ...content,
  members: content.members.map((member) =>
    member.id === 'ktt' ? { ...member, signatureForm: 'remote' } : member,
  ),
});

it('is refused by its field on a server that knows no provider, where token still does', async () => {
  const unit = new RegisteringUnit(without, '3200001');
  const plain = unit.content;
  unit.content = withRemote(plain);
  const { status, body } = await unit.author.send('PUT', unit.path, unit.saveBody());
  const at = plain.members.findIndex(({ id }) => id === 'ktt');
  expect(status).toBeGreaterThanOrEqual(400);
  expect(body).toMatchObject({
    failure: {
      code: 'REGISTRATION_INCOMPLETE',
      details: { path: `members.${at}.signatureForm`, issue: 'REMOTE_NOT_AVAILABLE' },
    },
  });
  unit.content = plain;
  expect(await unit.save()).toMatchObject({ status: 'CHO_HOAN_THIEN' });
});

it('is taken on a server with a provider, and asks its member for a certificate as a token does', async () => {
  const unit = new RegisteringUnit(offered, '3200002');
  unit.content = withRemote(unit.content);
  await unit.save();
  const holder = await unit.holder('ktt');
  const { certificate, ...none } = { certificate: '', ...(await unit.confirmBody('ktt')) };
  expect(await holder.refusal('POST', `${unit.path}/confirm`, none)).toBe('CERT_NOT_FOUND');
  expect(certificate).not.toBe('');
  const confirmed = await unit.confirm('ktt');
  expect(confirmed.confirmations.find(({ memberId }) => memberId === 'ktt')?.state).toBe('confirmed');
});

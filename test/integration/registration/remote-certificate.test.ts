/** A unit registers without any token: each signer's certificate is at a provider, and the holder signs on the phone. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RemoteProviderId } from '#shared/domain/remote-ca/provider.ts';
import type { Simulators } from '#backend/remote-ca-simulators/simulators.ts';
import type { Core } from '#shared/contract/ipc.ts';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import { untilEnded } from '#test/support/budget-unit.ts';
import { onPhone, simulatorsOf } from '#test/support/remote-phone.ts';
import { declare, openDesk, schoolOf, send, type Desk } from './desk.ts';
import { confirmAs, linkTo, memberOf, trustIn } from './signing-unit.ts';

const school = schoolOf();
/** One signer at each of two providers. */
const content = {
  ...school,
  members: school.members.map((member) =>
    member.signatureForm === 'none' ? member : { ...member, signatureForm: 'remote' as const },
  ),
};
const [ktt, ctk] = [memberOf(content, 'KTT'), memberOf(content, 'CTK')];

let desk: Desk;
let simulators: Simulators;
let core: Core;
let declared: RegistrationView;

beforeAll(async () => {
  desk = await openDesk();
  simulators = simulatorsOf(desk.backend);
  await trustIn(join(desk.folder, 'office'), desk.backend);
  core = await desk.start('office');
  declared = await send(core, await declare(core, content));
});
afterAll(() => desk.close());

const openLinkOf = async (member: typeof ktt) =>
  (await core.call('links.open', { text: await linkTo(desk, member.email) })).id;

/** Enters a member at the provider and signs in there, at the desk of `at`; gives the certificate's handle. */
async function remoteCertificateOf(member: typeof ktt, provider: 'VIETTEL' | 'VNPT', at = member) {
  await openLinkOf(at);
  const password = provider === 'VNPT' ? { password: 'mật khẩu của kế toán' } : {};
  const username = provider === 'VNPT' ? member.identityNumber : `CMT_${member.identityNumber}`;
  const subject = {
    commonName: member.name,
    organisation: content.unit.name,
    identityNumber: member.identityNumber,
  };
  const { subscriber, key } = await simulators.enrol({ provider, username, ...password, subject });
  const opened = await core.call('remote.open', {
    provider: provider satisfies RemoteProviderId,
    username,
    ...password,
  });
  if (opened.kind !== 'open') throw new Error('a second factor is asked for');
  const { id: certificateId = '' } = opened.certificates.find(({ serial }) => serial === key.serial) ?? {};
  return { certificateId, subscriber: { subscriberId: subscriber.id, pin: subscriber.pin } };
}

const confirmed = async (member: typeof ktt, certificateId: string) => {
  const id = await openLinkOf(member);
  return core.call('registrations.confirm', { id, certificateId });
};

it('takes serial and validity from the provider, and takes only the form that was declared', async () => {
  await confirmAs(core, desk, { member: memberOf(content, 'KTV') });
  const mine = await remoteCertificateOf(ktt, 'VNPT');
  const fetched = await core.call('registrations.certificate', { certificateId: mine.certificateId });
  expect(fetched.thumbprint).toBe(mine.certificateId.slice(-64));
  const anothers = await remoteCertificateOf(ctk, 'VIETTEL', ktt);
  await expect(confirmed(ktt, anothers.certificateId)).rejects.toMatchObject({ code: 'CERT_OF_ANOTHER' });
  const view = await confirmed(ktt, mine.certificateId);
  expect(view.confirmations.find(({ memberId }) => memberId === ktt.id)).toMatchObject({
    state: 'confirmed',
    certificate: { serial: fetched.serial },
  });
});

it('leaves no provider open for the next member at the same desk', async () => {
  await openLinkOf(ctk);
  const { providers } = await core.call('remote.providers', {});
  expect(providers.filter(({ open }) => open)).toEqual([]);
});

it('is signed by the account holder on the phone, all documents with one confirmation', async () => {
  const { certificateId, subscriber } = await remoteCertificateOf(ctk, 'VIETTEL');
  await confirmed(ctk, certificateId);
  const { id } = await core.call('links.open', { text: await linkTo(desk, ctk.email) });
  const dossier = await core.call('registrations.get', { id });
  expect(dossier.status).toBe('CHO_PHE_DUYET');
  const expected = Object.fromEntries(
    dossier.documents.map(({ id: document, sha256 }) => [document, sha256]),
  );
  const put = onPhone(simulators, subscriber, 'confirm');
  const job = await core.call('registrations.sign', { id, certificateId, expected });
  expect(job.phone).toMatchObject({ provider: 'VIETTEL', documents: dossier.documents.length });
  const ended = await untilEnded(core, job.jobId);
  put();
  expect(ended).toMatchObject({ phase: 'done' });
  expect(ended.results.map(({ indication }) => indication)).toEqual(dossier.documents.map(() => 'valid'));
  const sent = await core.call('registrations.get', { id: declared.id });
  expect(sent.status).toBe('CHO_KBNN');
});

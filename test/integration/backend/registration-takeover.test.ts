import { afterAll, beforeAll, expect, it } from 'vitest';
import { standingRegistrationSchema } from '#shared/contract/registration/http.ts';
import type { MemberRole, RegistrationContent } from '#shared/domain/registration/registration.ts';
import { HttpPerson } from './support/http-person.ts';
import { mutation, RegisteringUnit, registration, SecretHolder } from './support/registering-unit.ts';
import { TestBackend } from './support/test-backend.ts';

let units = 3_400_000;
let test: TestBackend;
beforeAll(async () => {
  test = await TestBackend.start();
});
afterAll(() => test.stop());

/** A unit that is registered, and its accountant, who changes it. */
async function registered() {
  const unit = new RegisteringUnit(test, String((units += 1)));
  await unit.save();
  await unit.confirmAll();
  await unit.sign();
  await unit.decide('approve');
  const letter = (await unit.letters.to(unit.member('ktv').email)).at(-1)?.text ?? '';
  const username = /\b([a-z]+\d?\.\d{7})\b/.exec(letter)?.[1] ?? '';
  const password = /dùng một lần: (\w{16})$/m.exec(letter)?.[1] ?? '';
  const ktv = await HttpPerson.signIn(test.backend.url, username, password);
  await ktv.send('PUT', '/me/password', { current: password, next: 'bốn con mèo đọc báo' });
  const { content } = standingRegistrationSchema.parse(
    (await ktv.send('GET', '/registrations/standing')).body,
  );
  const changing = new RegisteringUnit(test, unit.content.unit.unitCode);
  for (const [id, card] of unit.cards) changing.cards.set(id, card);
  const change = async (members: RegistrationContent['members']) => {
    changing.content = {
      ...content,
      kind: 'change',
      reason: 'Thay đổi nhân sự',
      standingVersion: 1,
      members,
    };
    const body = { ...mutation(), baseVersion: 0, content: changing.content };
    return registration(await ktv.send('PUT', changing.path, body));
  };
  const by = (link: string) => new SecretHolder(test.backend.url, link);
  return { unit, content, ktv, changing, change, by };
}

it('a change is sent by who stands as CTK or UQ_CTK, and who loses by it is told before and after', async () => {
  const { unit, content, ktv, changing, change, by } = await registered();
  const newRoles: Partial<Record<string, MemberRole>> = { ktv: 'CTK', ctk: 'KTV' };
  await change(
    content.members
      .filter(({ id }) => id !== 'ktt')
      .map((member) => {
        const role = newRoles[member.id] ?? member.role;
        return { ...member, role, certificate: null, signatureForm: role === 'KTV' ? 'none' : 'token' };
      }),
  );
  for (const id of ['ktv', 'ctk', 'uqctk']) {
    const link = by(await unit.letters.link(unit.member(id).email));
    const body = { ...(await changing.confirmBody(id)), memberId: id };
    registration(await link.send('POST', `${changing.path}/confirm`, body));
  }
  expect((await unit.letters.to(unit.member('ktv').email)).at(-1)?.text).not.toContain('ký số và gửi hồ sơ');
  const signed = await changing.signBody(ktv, 'ktv');
  expect(await ktv.refusal('POST', `${changing.path}/sign`, signed)).toBe('ROLE_FORBIDDEN');
  const signer = by(await unit.letters.link(unit.member('uqctk').email));
  const body = await changing.signBody(signer, 'uqctk');
  registration(await signer.send('POST', `${changing.path}/sign`, body));
  const told = async (id: string) => (await unit.letters.to(unit.member(id).email)).at(-1)?.text ?? '';
  expect(await told('ctk')).toMatch(/Nếu hồ sơ được phê duyệt, chức danh của bạn đổi từ/);
  expect(await told('ktt')).toMatch(/không còn là thành viên[^]*liên hệ .* ngay/);
  const approve = { ...mutation(), version: 1 };
  registration(await test.officer.send('POST', `/officer${changing.path}/approve`, approve));
  expect(await told('ktt')).toMatch(/đã phê duyệt[^]*Từ nay bạn không còn là thành viên/);
});

it('a member with an account is asked where they are registered; the new address gets a notice without a link', async () => {
  const { unit, content, change } = await registered();
  const moved = `moi.${unit.content.unit.unitCode}@example.edu.vn`;
  const before = await unit.letters.link(unit.member('ctk').email);
  await change(content.members.map((member) => (member.id === 'ctk' ? { ...member, email: moved } : member)));
  const [notice, ...more] = await unit.letters.to(moved);
  expect(more).toEqual([]);
  expect(notice?.text).not.toContain('/lien-ket/');
  expect(await unit.letters.link(unit.member('ctk').email)).not.toBe(before);
});

it('a plain member’s link shows nobody else’s papers, and nearly nothing once it is used', async () => {
  const unit = new RegisteringUnit(test, String((units += 1)));
  await unit.save();
  const [ktv, ctk] = [await unit.holder('ktv'), await unit.holder('ctk')];
  const { identityNumber, email } = unit.member('ctk');
  const seen = registration(await ktv.send('GET', unit.path));
  expect(JSON.stringify(seen)).not.toMatch(new RegExp(`${identityNumber}|${email}`));
  expect(seen.content.members.find(({ id }) => id === 'ktv')).toEqual(unit.member('ktv'));
  expect(seen.content.members.find(({ id }) => id === 'ctk')?.identityNumber).toBe('•••789');
  expect(registration(await ctk.send('GET', unit.path)).content).toEqual(unit.content);
  await unit.confirm('ktv');
  const spent = registration(await ktv.send('GET', unit.path));
  expect(spent).toMatchObject({ code: unit.code, status: 'CHO_HOAN_THIEN', log: [], documents: [] });
  expect(JSON.stringify(spent)).not.toMatch(new RegExp(unit.member('ktv').identityNumber));
  expect(await unit.open()).toMatchObject({ content: unit.content });
  unit.content = { ...unit.content, members: seen.content.members };
  expect(await unit.author.refusal('PUT', unit.path, unit.saveBody(1))).toBe('REGISTRATION_INCOMPLETE');
});

it('a full mailbox gets its letters later, and keeps nobody from confirming and signing', async () => {
  const unit = new RegisteringUnit(test, String((units += 1)));
  await unit.save();
  const since = new Date().toISOString();
  const { email } = unit.content.unit;
  await test.backend.store
    .insertInto('allowances')
    .values({ key: `stranger ${email}`, used: 60, since })
    .execute();
  await unit.confirmAll();
  expect((await unit.sign()).status).toBe('CHO_KBNN');
  const waiting = await test.backend.store
    .selectFrom('mails')
    .selectAll()
    .where('recipient', '=', email)
    .execute();
  expect(waiting.map(({ state }) => state)).toEqual(['waiting']);
  expect(Date.parse(waiting[0]!.next_at) - Date.parse(since)).toBe(3_600_000);
});

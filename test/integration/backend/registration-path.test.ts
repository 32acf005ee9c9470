import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessionSchema } from '#shared/contract/http.ts';
import {
  registrationReportSchema,
  serverRegistrationListSchema,
  serverRegistrationSchema,
  standingRegistrationSchema,
} from '#shared/contract/registration/http.ts';
import type { RegistrationContent } from '#shared/domain/registration/registration.ts';
import { readRegistrationXml } from '#shared/domain/registration/xml.ts';
import { CardHolder } from './support/card-holder.ts';
import { codeOf, HttpPerson } from './support/http-person.ts';
import { base64, mutation, RegisteringUnit, registration } from './support/registering-unit.ts';
import { freshCode, sampleMember } from './support/sample-registration.ts';
import { TestBackend } from './support/test-backend.ts';

const unitCode = '3001001';
const passwordsOfTheirOwn = {
  KTV: 'bốn con mèo đọc báo',
  CTK: 'mưa rào tháng bảy xanh',
} as const;

/** One unit from its first declaration to its change dossier; each test goes on where the one before ended. */
describe('a registration, from the first Lưu to the renewed certificate', () => {
  let test: TestBackend;
  let unit: RegisteringUnit;
  let copy: RegisteringUnit;
  const logins = new Map<string, { username: string; password: string }>();
  beforeAll(async () => {
    test = await TestBackend.start();
    unit = new RegisteringUnit(test, unitCode);
    copy = new RegisteringUnit(test, unitCode);
  });
  afterAll(() => test.stop());

  it('asks every member by letter, and freezes the documents once the last one has confirmed', async () => {
    const saved = serverRegistrationSchema.parse(await unit.save());
    expect(saved).toMatchObject({ status: 'CHO_HOAN_THIEN', version: 1, documents: [], createdBy: '' });
    expect(saved.confirmations.map(({ state }) => state)).toEqual([
      'waiting',
      'waiting',
      'waiting',
      'waiting',
    ]);
    for (const id of ['ktv', 'ktt', 'uqctk']) expect((await unit.confirm(id)).status).toBe('CHO_HOAN_THIEN');
    const confirmed = await unit.confirm('ctk');
    expect(confirmed.status).toBe('CHO_PHE_DUYET');
    expect(confirmed.documents.map(({ name, signed }) => `${name} ${signed}`)).toEqual([
      'hosodangky.xml false',
      'tokhaidangkysudungdvc.pdf false',
      'tokhaidangkysudungdidong.pdf false',
    ]);
    const card = await unit.card('ctk');
    expect(confirmed.content.members.find(({ id }) => id === 'ctk')?.certificate?.serial).toBe(card.serial);
    const xml = (await unit.author.send('GET', `${unit.path}/documents/hoso`)).body as Uint8Array;
    const record = readRegistrationXml(new TextDecoder().decode(xml));
    expect(record.content).toEqual(confirmed.content);
    // Its own and the invitation of a signer: two letters to the account holder, one to the accountant.
    expect(await unit.letters.to(unit.member('ctk').email)).toHaveLength(2);
    expect(await unit.letters.to(unit.member('ktv').email)).toHaveLength(1);
  });

  it('is sent by the account holder, seen by the officer of its treasury alone, and rejected with the reason', async () => {
    expect(await test.officer.refusal('GET', unit.path)).toBe('REGISTRATION_NOT_FOUND');
    const sent = await unit.sign();
    expect(sent.status).toBe('CHO_KBNN');
    expect(sent.documents.every(({ signed }) => signed)).toBe(true);
    const { registrations } = serverRegistrationListSchema.parse(
      (await test.officer.send('GET', '/officer/registrations?status=CHO_KBNN&query=hoa%20binh')).body,
    );
    expect(registrations).toMatchObject([
      { code: unit.code, unitName: 'Trường Tiểu học Hòa Bình', missing: 0 },
    ]);
    const { documents } = registrationReportSchema.parse(
      (await test.officer.send('GET', `/officer${unit.path}/report`)).body,
    );
    expect(documents.map(({ report }) => report.indication)).toEqual(['valid', 'valid', 'valid']);
    const rejected = await unit.decide('reject', 'Thiếu quyết định bổ nhiệm chủ tài khoản');
    expect(rejected).toMatchObject({
      status: 'KBNN_TU_CHOI',
      note: 'Thiếu quyết định bổ nhiệm chủ tài khoản',
    });
    expect(rejected.log.map(({ status, by }) => `${status} ${by}`)).toEqual([
      'CHO_HOAN_THIEN Trường Tiểu học Hòa Bình',
      'CHO_HOAN_THIEN Trần Thị Thu Hà',
      'CHO_HOAN_THIEN Nguyễn Hồng Vân',
      'CHO_HOAN_THIEN Đỗ Thị Ngọc Ánh',
      'CHO_HOAN_THIEN Phạm Văn Đức',
      'CHO_PHE_DUYET Trường Tiểu học Hòa Bình',
      'CHO_KBNN Phạm Văn Đức',
      'KBNN_TU_CHOI Lê Thị Minh Khuê',
    ]);
    expect((await unit.letters.to(unit.content.unit.email)).at(-1)?.text).toContain('quyết định bổ nhiệm');
    expect(await unit.author.refusal('PUT', unit.path, unit.saveBody(1))).toBe('REGISTRATION_STATE');
  });

  it('is copied, corrected, approved, and gives every member an account', async () => {
    copy.content = { ...unit.content, unit: { ...unit.content.unit, phone: '02253999888' } };
    for (const [id, card] of unit.cards) copy.cards.set(id, card);
    const body = { ...copy.saveBody(), copiedFrom: unit.code };
    registration(await copy.author.send('PUT', copy.path, body));
    await copy.confirmAll();
    await copy.sign('uqctk');
    const approved = await copy.decide('approve');
    expect(approved.status).toBe('DA_HOAN_THANH');
    for (const { role, email } of copy.content.members) {
      const text = (await copy.letters.to(email)).at(-1)?.text ?? '';
      const username = /\b([a-z]+\d?\.3001001)\b/.exec(text)?.[1];
      const password = /dùng một lần: (\w{16})$/m.exec(text)?.[1];
      expect([role, username, password?.length]).toEqual([role, expect.any(String), 16]);
      logins.set(role, { username: username!, password: password! });
    }
    expect(logins.get('KTV')?.username).toBe('hattt.3001001');
    expect(logins.get('UQ_CTK')?.username).toBe('anhdtn.3001001');
    expect(await copy.author.refusal('PUT', copy.path, copy.saveBody(1))).toBe('REGISTRATION_STATE');
    const again = new RegisteringUnit(test, unitCode);
    expect(await again.author.refusal('PUT', again.path, again.saveBody())).toBe('UNIT_REGISTERED');
  });

  it('lets a member in with the one-time password for nothing but changing it', async () => {
    const { username, password } = logins.get('KTV')!;
    const opened = await new HttpPerson(test.backend.url).send('POST', '/sessions', { username, password });
    expect(sessionSchema.parse(opened.body).user).toMatchObject({ role: 'KTV', mustChangePassword: true });
    const first = await HttpPerson.signIn(test.backend.url, username, password);
    const other = await HttpPerson.signIn(test.backend.url, username, password);
    expect((await first.send('GET', '/me')).status).toBe(200);
    for (const path of [
      '/unit',
      '/dossiers',
      '/registrations',
      '/registrations/standing',
      copy.path,
      '/sync/events',
    ])
      expect(await first.refusal('GET', path), path).toBe('PASSWORD_CHANGE_REQUIRED');
    const next = passwordsOfTheirOwn.KTV;
    const change = (current: string, wanted: string) =>
      first.refusal('PUT', '/me/password', { current, next: wanted });
    expect(await change('không phải', next)).toBe('PASSWORD_WRONG');
    expect(await change(password, password)).toBe('PASSWORD_SAME');
    expect(await change(password, 'matkhau123')).toBe('PASSWORD_WEAK');
    expect((await first.send('PUT', '/me/password', { current: password, next })).status).toBe(204);
    // Decomposed, as one keyboard types it.
    const again = await HttpPerson.signIn(test.backend.url, username, next.normalize('NFD'));
    expect((await again.send('GET', '/unit')).status).toBe(200);
    expect((await first.send('GET', '/me')).body).not.toHaveProperty('mustChangePassword');
    expect(await other.refusal('GET', '/me')).toBe('SESSION_REQUIRED');
    expect(codeOf(await first.send('POST', '/sessions', { username, password }))).toBe('SIGN_IN_REFUSED');
  });

  it('takes a renewed certificate by a change dossier that its holder opens and signs alone', async () => {
    const login = logins.get('CTK')!;
    const next = passwordsOfTheirOwn.CTK;
    const session = await HttpPerson.signIn(test.backend.url, login.username, login.password);
    await session.send('PUT', '/me/password', { current: login.password, next });
    const standing = standingRegistrationSchema.parse(
      (await session.send('GET', '/registrations/standing')).body,
    );
    expect(standing).toMatchObject({ version: 1, firstSigners: 4, secondSigners: 3 });
    const { name, identityNumber } = copy.member('ctk');
    const renewed = await CardHolder.make(test.backend.ca, { subject: { commonName: name, identityNumber } });
    const content: RegistrationContent = {
      ...standing.content,
      kind: 'change',
      reason: 'Gia hạn chứng thư số',
      standingVersion: 1,
      members: [
        ...standing.content.members
          .filter(({ role }) => role !== 'UQ_CTK')
          .map((member) => (member.id === 'ctk' ? { ...member, certificate: null } : member)),
        sampleMember('m5', { name: 'Trịnh Tiến Hùng', identityNumber: '001095001122', role: 'KTV' }),
      ],
    };
    const code = freshCode(unitCode);
    const path = `/registrations/${code}`;
    const saved = registration(await session.send('PUT', path, { ...mutation(), baseVersion: 0, content }));
    expect(saved.confirmations.map(({ memberId, state }) => `${memberId} ${state}`)).toEqual([
      'ktv not-needed',
      'ktt not-needed',
      'ctk waiting',
      'm5 waiting',
    ]);
    const confirm = {
      ...mutation(),
      version: 1,
      memberId: 'ctk',
      certificate: base64(renewed.identity.certificate),
    };
    registration(await session.send('POST', `${path}/confirm`, confirm));
    expect(await session.refusal('POST', `${path}/confirm`, { ...confirm, ...mutation() })).toBe(
      'REGISTRATION_STATE',
    );
    const hung = new RegisteringUnit(test, unitCode);
    hung.content = content;
    const link = await hung.holder('m5');
    const complete = registration(
      await link.send('POST', `${path}/confirm`, { ...mutation(), version: 1, memberId: 'm5' }),
    );
    expect(complete.status).toBe('CHO_PHE_DUYET');
    const changing = Object.assign(hung, { code });
    const old = Object.assign(new RegisteringUnit(test, unitCode), { code, content });
    old.cards.set('ctk', await copy.card('ctk'));
    expect(await session.refusal('POST', `${path}/sign`, await old.signBody(session, 'ctk'))).toBe(
      'CERT_NOT_REGISTERED',
    );
    changing.cards.set('ctk', renewed);
    registration(await session.send('POST', `${path}/sign`, await changing.signBody(session, 'ctk')));
    const gone = logins.get('UQ_CTK')!;
    const leaving = await HttpPerson.signIn(test.backend.url, gone.username, gone.password);
    const approved = registration(
      await test.officer.send('POST', `/officer${path}/approve`, { ...mutation(), version: 1 }),
    );
    expect(approved.status).toBe('DA_HOAN_THANH');
    expect((await session.send('GET', '/me')).body).toMatchObject({ certificateSerial: renewed.serial });
    expect(await leaving.refusal('GET', '/me')).toBe('ACCESS_REVOKED');
    const now = standingRegistrationSchema.parse((await session.send('GET', '/registrations/standing')).body);
    expect(now.version).toBe(2);
    expect(now.content.members.map(({ username }) => username)).toEqual([
      'hattt.3001001',
      'vannh.3001001',
      'ducpv.3001001',
      'hungtt.3001001',
    ]);
    // Built on what no longer stands.
    const late = { ...mutation(), baseVersion: 0, content };
    expect(await session.refusal('PUT', `/registrations/${freshCode(unitCode)}`, late)).toBe(
      'REGISTRATION_CONFLICT',
    );
  });

  it('has written down who did what, in a chain, and no secret', async () => {
    const rows = await test.backend.store.selectFrom('audit').selectAll().orderBy('sequence').execute();
    const acts = new Set(rows.map(({ action }) => action));
    for (const action of ['save', 'confirm', 'sign', 'reject', 'approve'])
      expect(acts).toContain(`registration.${action}`);
    for (const action of ['account.issue', 'account.change', 'access.revoked', 'password.change'])
      expect(acts).toContain(action);
    expect(
      rows.filter(({ action }) => action.startsWith('registration.')).every(({ origin }) => origin !== ''),
    ).toBe(true);
    const kept = JSON.stringify([
      rows,
      test.log,
      await test.backend.store.selectFrom('registrations').selectAll().execute(),
    ]);
    for (const { password } of logins.values()) expect(kept).not.toContain(password);
    expect(kept).not.toContain(unit.secret);
  });
});

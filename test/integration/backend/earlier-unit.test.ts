import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enterEarlierUnits } from '#backend/accounts/earlier-units.ts';
import type { Backend } from '#backend/server.ts';
import { standingRegistrationSchema } from '#shared/contract/registration/http.ts';
import { accountNumbers } from '#shared/domain/registration/account-numbers.ts';
import type { RegistrationContent } from '#shared/domain/registration/registration.ts';
import { startBackend } from '#test/support/start-backend.ts';
import { CardHolder } from './support/card-holder.ts';
import { codeOf, HttpPerson } from './support/http-person.ts';
import { base64, mutation, RegisteringUnit, registration } from './support/registering-unit.ts';
import { TestBackend } from './support/test-backend.ts';

const unitCode = '3006001';
const password = 'mật khẩu của đơn vị cũ';
const numbers = [`3511.0.${unitCode}`, `9523.3.${unitCode}`, '3511.0.3006002'];
const people = [
  { username: 'ctk.cu', name: 'Phạm Văn Cũ', role: 'CTK', identityNumber: '001075006001' },
  { username: 'ktv.cu', name: 'Trần Thị Xưa', role: 'KTV', identityNumber: '001190004001' },
] as const;

/** As a server of before the registrations has them: unit, accounts and people, and no e-mail of anybody. */
async function makeEarlierUnit({ registry }: Backend): Promise<void> {
  await registry.saveUnit({
    code: unitCode,
    name: 'Trường Mầm non Hoa Sen',
    address: '1 đường Hoa Sen, Hải Phòng',
    chapter: '622',
    treasuryCode: '0064',
    accounts: numbers.map((number) => ({ number, name: `Tài khoản ${number}` })),
  });
  for (const person of people)
    await registry.savePerson({ ...person, password, unitCode, treasuryCode: '0064' });
}

describe('a unit that was there before registrations were kept', () => {
  let test: TestBackend;
  let card: CardHolder;
  let ctk: HttpPerson;
  beforeAll(async () => {
    test = await TestBackend.start();
    await makeEarlierUnit(test.backend);
    const [{ name: commonName, identityNumber }] = people;
    card = await CardHolder.make(test.backend.ca, { subject: { commonName, identityNumber } });
    await test.backend.registry.registerCertificate('ctk.cu', card.identity.certificate);
    await enterEarlierUnits(test.backend.store, new Date());
    await enterEarlierUnits(test.backend.store, new Date());
    ctk = await HttpPerson.signIn(test.backend.url, 'ctk.cu', password);
  });
  afterAll(() => test.stop());

  const standing = async () =>
    standingRegistrationSchema.parse((await ctk.send('GET', '/registrations/standing')).body);

  it('has standing what the Treasury knew of it, once', async () => {
    const { version, content } = await standing();
    expect(version).toBe(1);
    expect(content.unit).toMatchObject({ unitCode, name: 'Trường Mầm non Hoa Sen', phone: '', email: '' });
    expect(content.members.map(({ username, role, email }) => [username, role, email])).toEqual([
      ['ctk.cu', 'CTK', ''],
      ['ktv.cu', 'KTV', ''],
    ]);
    // 9523.3 was never opened for the second code.
    const used = accountNumbers(content).filter((account) => account.used);
    expect(used.map(({ number }) => number).toSorted()).toEqual(numbers.toSorted());
    const rows = await test.backend.store
      .selectFrom('audit')
      .select('subject')
      .where('action', '=', 'registration.entered')
      .execute();
    expect(rows).toEqual([{ subject: unitCode }]);
  });

  it('opens a change that asks for what nobody knew, and signs it with the certificate registered before', async () => {
    const { content } = await standing();
    const unit = new RegisteringUnit(test, unitCode);
    unit.cards.set(content.members[0]!.id, card);
    const bare: RegistrationContent = {
      ...content,
      kind: 'change',
      reason: 'Bổ sung thông tin',
      standingVersion: 1,
      unit: { ...content.unit, phone: '02253835001', email: 'hoasen@example.edu.vn' },
    };
    const save = (given: RegistrationContent) =>
      ctk.send('PUT', unit.path, { ...mutation(), baseVersion: 0, content: given });
    expect(codeOf(await save(bare))).toBe('REGISTRATION_INCOMPLETE');
    unit.content = {
      ...bare,
      members: bare.members.map((member) => ({
        ...member,
        issuedOn: '2021-08-16',
        issuedAt: 'Cục Cảnh sát',
        email: `${member.id}@example.edu.vn`,
        phone: '0912345601',
        title: 'Thành viên',
      })),
    };
    registration(await save(unit.content));
    const [signer, accountant] = unit.content.members;
    registration(
      await ctk.send('POST', `${unit.path}/confirm`, {
        ...mutation(),
        version: 1,
        memberId: signer!.id,
        certificate: base64(card.identity.certificate),
      }),
    );
    expect((await unit.confirm(accountant!.id)).status).toBe('CHO_PHE_DUYET');
    const signed = registration(
      await ctk.send('POST', `${unit.path}/sign`, await unit.signBody(ctk, signer!.id)),
    );
    expect(signed.status).toBe('CHO_KBNN');
    const approval = { ...mutation(), version: signed.version };
    registration(await test.officer.send('POST', `/officer${unit.path}/approve`, approval));
    expect(await standing()).toMatchObject({ version: 2 });
    const row = await test.backend.store
      .selectFrom('people')
      .select(['certificate_serial', 'email'])
      .where('username', '=', 'ctk.cu')
      .executeTakeFirst();
    expect(row).toEqual({ certificate_serial: card.serial, email: `${signer!.id}@example.edu.vn` });
  });
});

it('a server enters such units when it starts', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dvctt-earlier-'));
  try {
    const before = await startBackend({ dataFolder: folder, port: 0 });
    await makeEarlierUnit(before);
    await before.close();
    const after = await startBackend({ dataFolder: folder, port: 0 });
    const rows = await after.store
      .selectFrom('standing_registrations')
      .select(['unit_code', 'code'])
      .execute();
    await after.close();
    expect(rows).toEqual([{ unit_code: unitCode, code: null }]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

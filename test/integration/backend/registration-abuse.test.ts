import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRegistrationXml } from '#shared/domain/registration/xml.ts';
import type { RegistrationContent } from '#shared/domain/registration/registration.ts';
import { serverRegistrationListSchema } from '#shared/contract/registration/http.ts';
import { codeOf, HttpPerson } from './support/http-person.ts';
import { mutation, RegisteringUnit, registration, SecretHolder } from './support/registering-unit.ts';
import { author, codeAt, sampleMember } from './support/sample-registration.ts';
import { sampleDossier } from './support/sample-dossier.ts';
import { passwords, TestBackend } from './support/test-backend.ts';

const minute = 60_000;
let units = 3_200_000;

describe('what a stranger may send in place of a registration', () => {
  let test: TestBackend;
  let offset = 0;
  beforeAll(async () => {
    // No provider of remote signatures.
    test = await TestBackend.start({ now: () => new Date(Date.now() + offset), remoteCa: [] });
  });
  afterAll(() => test.stop());
  const newUnit = () => new RegisteringUnit(test, String((units += 1)));
  const refusedWith = async (change: (content: RegistrationContent) => RegistrationContent) => {
    const unit = newUnit();
    unit.content = change(unit.content);
    return codeOf(await unit.author.send('PUT', unit.path, unit.saveBody()));
  };
  const letters = () => test.backend.store.selectFrom('mails').select('id').execute();

  it('is a code that no clock gives: of the future, of long ago, of no day, too long', async () => {
    const unit = newUnit();
    const { unitCode } = unit.content.unit;
    const put = async (code: string) =>
      codeOf(await unit.author.send('PUT', `/registrations/${code}`, { ...unit.saveBody(), ...mutation() }));
    const now = Date.now();
    for (const wrong of [
      codeAt(unitCode, new Date(now + 11 * minute)),
      codeAt(unitCode, new Date(now - 401 * 24 * 60 * minute)),
      `${unitCode}260231101010`,
      `${unitCode}991399996099`,
      `${codeAt(unitCode, new Date(now))}0`,
      '１００１１６３２６１１２２１０１０１０',
    ]) {
      expect(await put(wrong), wrong).toBe('REQUEST_INVALID');
    }
    expect(await put(codeAt('3299999', new Date(now)))).toBe('REGISTRATION_INCOMPLETE');
    expect(await put(codeAt(unitCode, new Date(now + 9 * minute)))).toBe('accepted with 200');
  });

  it('is a code that somebody else’s dossier has, of either sort', async () => {
    const [unit, other] = [newUnit(), newUnit()];
    await unit.save();
    const stranger = { ...unit.saveBody(), ...mutation(), secret: author() };
    const holder = new SecretHolder(test.backend.url, stranger.secret);
    expect(await holder.refusal('PUT', unit.path, stranger)).toBe('CODE_TAKEN');
    expect(await unit.author.refusal('PUT', unit.path, { ...unit.saveBody(), ...mutation() })).toBe(
      'REGISTRATION_CONFLICT',
    );
    expect(await other.author.refusal('PUT', other.path, other.saveBody(1))).toBe('REGISTRATION_NOT_FOUND');
    expect(await other.author.refusal('PUT', other.path, { ...other.saveBody(), secret: author() })).toBe(
      'REQUEST_INVALID',
    );
    expect(
      await new HttpPerson(test.backend.url).refusal('PUT', other.path, {
        ...other.saveBody(),
        secret: undefined,
      }),
    ).toBe('SESSION_REQUIRED');
    const { sample } = await test.forwarded(await sampleDossier());
    const content = { ...unit.content, unit: { ...unit.content.unit, unitCode: '1001163' } };
    expect(
      await unit.author.refusal('PUT', `/registrations/${sample.code}`, { ...unit.saveBody(), content }),
    ).toBe('CODE_TAKEN');
  });

  it('is saved once, however often a lost answer makes the program ask', async () => {
    const unit = newUnit();
    const body = unit.saveBody();
    const before = (await letters()).length;
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => unit.author.send('PUT', unit.path, body)),
    );
    for (const answer of answers) expect(answer.body).toEqual(answers[0]?.body);
    expect(registration(answers[3]!).version).toBe(1);
    expect(await letters()).toHaveLength(before + 4);
    const other = { ...body, content: { ...body.content, leftOut: ['9523.3.0000000'] } };
    expect(await unit.author.refusal('PUT', unit.path, other)).toBe('REQUEST_INVALID');
  });

  it('is a unit that has people, one that registers already, or an office that is none', async () => {
    const unit = newUnit();
    await unit.save();
    // What is not sent keeps nobody out; what is sent does.
    const second = new RegisteringUnit(test, unit.content.unit.unitCode);
    second.content.members.forEach((member) => (member.email = `hai.${member.email}`));
    expect((await second.save()).status).toBe('CHO_HOAN_THIEN');
    await unit.confirmAll();
    await unit.sign();
    expect(await second.author.refusal('PUT', second.path, second.saveBody(1))).toBe('UNIT_REGISTERED');
    const demo = new RegisteringUnit(test, '1001163');
    expect(await demo.author.refusal('PUT', demo.path, demo.saveBody())).toBe('UNIT_REGISTERED');
    expect(
      await refusedWith((content) => ({ ...content, unit: { ...content.unit, treasuryCode: '0000' } })),
    ).toMatch(/UNIT_UNKNOWN|REGISTRATION_INCOMPLETE/);
  });

  it('is more signers than the account file allows, a remote signature, or no account holder', async () => {
    const more = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        sampleMember(`n${index}`, {
          name: 'Lê Văn Tám',
          identityNumber: `00107500000${index}`,
          role: 'UQ_CTK',
        }),
      );
    const withMore = (count: number) => (content: RegistrationContent) => ({
      ...content,
      members: [...content.members, ...more(count)],
    });
    expect(await refusedWith(withMore(3))).toBe('SIGNERS_TOO_MANY');
    expect(await refusedWith(withMore(2))).toBe('accepted with 200');
    const unit = newUnit();
    await test.backend.store
      .insertInto('account_files')
      .values({ unit_code: unit.content.unit.unitCode, first_signers: 1, second_signers: 1 })
      .execute();
    expect(await unit.author.refusal('PUT', unit.path, unit.saveBody())).toBe('SIGNERS_TOO_MANY');
    const remote = newUnit();
    remote.content = {
      ...remote.content,
      members: remote.content.members.map((member) => ({
        ...member,
        signatureForm: member.role === 'CTK' ? ('remote' as const) : member.signatureForm,
      })),
    };
    const answer = await remote.author.send('PUT', remote.path, remote.saveBody());
    expect(answer.body).toMatchObject({
      failure: {
        code: 'REGISTRATION_INCOMPLETE',
        details: { issue: 'REMOTE_NOT_AVAILABLE', path: 'members.2.signatureForm' },
      },
    });
    expect(await refusedWith((content) => ({ ...content, members: content.members.slice(0, 2) }))).toBe(
      'REGISTRATION_INCOMPLETE',
    );
  });

  it('is HTML and formulas, which stay the text that they are, and signs that cannot be shown, which do not pass', async () => {
    const unit = newUnit();
    const name = '<script>alert("1")</script> & =HYPERLINK("http://x.example";"Bấm") \'--';
    unit.content = {
      ...unit.content,
      unit: { ...unit.content.unit, name, address: '=1+1' },
      members: unit.content.members.map((member) => ({ ...member, title: '@SUM(A1:A9)<b>' })),
    };
    await unit.save();
    const complete = await unit.confirmAll();
    expect(complete.content.unit).toMatchObject({ name, address: '=1+1' });
    const xml = new TextDecoder().decode(
      (await unit.author.send('GET', `${unit.path}/documents/hoso`)).body as Uint8Array,
    );
    expect(xml).not.toContain('<script');
    expect(readRegistrationXml(xml).content).toEqual(complete.content);
    const [letter] = await unit.letters.to(unit.member('ktv').email);
    expect(letter?.text).not.toContain('http://x.example');
    for (const bad of ['Trường\u202EA', 'Trường\u0000A', 'A\u200BB', 'Trường\u0007A', '😀']) {
      const refusal = await refusedWith((content) => ({ ...content, unit: { ...content.unit, name: bad } }));
      expect(refusal, JSON.stringify(bad)).toMatch(/REGISTRATION_INCOMPLETE|REQUEST_INVALID/);
    }
    expect(
      await refusedWith((content) => ({
        ...content,
        unit: { ...content.unit, email: 'a@b.vn\r\nBcc: c@d.vn' },
      })),
    ).toBe('REGISTRATION_INCOMPLETE');
  });

  it('is a change dossier without a session, of another unit, or with somebody else’s user name', async () => {
    const standing = (await test.ktv.send('GET', '/registrations/standing')).body as {
      content: RegistrationContent;
    };
    const content: RegistrationContent = {
      ...standing.content,
      kind: 'change',
      reason: 'Đổi số điện thoại',
      standingVersion: 1,
      unit: { ...standing.content.unit, phone: '02253000111' },
    };
    const unit = new RegisteringUnit(test, '1001163');
    const put = (person: Pick<HttpPerson, 'refusal'>, given: RegistrationContent, secret?: string) =>
      person.refusal('PUT', unit.path, { ...mutation(), baseVersion: 0, content: given, secret });
    expect(await put(unit.author, content, unit.secret)).toBe('SESSION_REQUIRED');
    expect(await put(test.officer, content)).toBe('ROLE_FORBIDDEN');
    const taken = content.members.map((member) =>
      member.role === 'KTV' ? { ...member, username: 'canbo.0064' } : member,
    );
    expect(await put(test.ktv, { ...content, members: taken })).toBe('REGISTRATION_INCOMPLETE');
    expect(await put(test.ktv, { ...content, standingVersion: 2 })).toBe('REGISTRATION_CONFLICT');
    // Nobody’s own data change: nobody is asked, and the signers are invited at once.
    const body = { ...mutation(), baseVersion: 0, content };
    expect(registration(await test.ktv.send('PUT', unit.path, body)).status).toBe('CHO_PHE_DUYET');
    const { registrations } = serverRegistrationListSchema.parse(
      (await test.ctk.send('GET', '/registrations?query=song%20lo&status=CHO_PHE_DUYET')).body,
    );
    expect(registrations.map(({ code }) => code)).toEqual([unit.code]);
    expect(
      await test.ktt.refusal('POST', `${unit.path}/sign`, {
        ...mutation(),
        version: 1,
        memberId: 'ktt-songlo',
        documents: [{ id: 'hoso', base: 'a'.repeat(64), bytes: 'AA==' }],
      }),
    ).toBe('ROLE_FORBIDDEN');
  });

  it('is a guess: at passwords by who is signed in, and at secrets without end', async () => {
    const session = await HttpPerson.signIn(test.backend.url, 'ktv2.songlo', passwords['ktv2.songlo']);
    const guess = () =>
      session.refusal('PUT', '/me/password', { current: 'đoán', next: 'bốn con mèo đọc báo' });
    const guesses = await Promise.all(Array.from({ length: 7 }, guess));
    expect(guesses.filter((code) => code === 'PASSWORD_WRONG')).toHaveLength(5);
    expect(guesses.filter((code) => code === 'TOO_MANY_ATTEMPTS')).toHaveLength(2);
    const unit = newUnit();
    await unit.save();
    const wrong = (count: number) =>
      Promise.all(
        Array.from({ length: count }, () =>
          new SecretHolder(test.backend.url, author()).send('GET', unit.path),
        ),
      );
    expect((await wrong(100)).filter(({ status }) => status !== 404)).toEqual([]);
    const [paused] = await wrong(5).then((answers) => answers.filter(({ status }) => status === 429));
    expect(Number(paused?.headers.get('retry-after'))).toBeGreaterThan(3000);
    // Who has the right one is not kept out by a neighbour.
    expect((await unit.open()).code).toBe(unit.code);
  });

  it('is letters to somebody who asked for none: their number is limited', async () => {
    const unit = newUnit();
    await unit.save();
    const resend = () =>
      unit.author.refusal('POST', `${unit.path}/resend`, { ...mutation(), memberId: 'ktv' });
    const codes = [];
    for (let count = 0; count < 61; count += 1) codes.push(await resend());
    expect(codes.filter((code) => code === 'accepted with 200')).toHaveLength(60);
    expect(codes.at(-1)).toBe('TOO_MANY_ATTEMPTS');
  });

  it('is a flood of dossiers from one address, which ends', async () => {
    const codes = [];
    for (let count = 0; count < 61 && codes.at(-1) !== 'TOO_MANY_ATTEMPTS'; count += 1)
      codes.push(await refusedWith((content) => ({ ...content, members: [] })));
    expect(codes.at(-1)).toBe('TOO_MANY_ATTEMPTS');
    offset = 61 * minute;
    expect(await refusedWith((content) => content)).toBe('accepted with 200');
    offset = 0;
  });
});

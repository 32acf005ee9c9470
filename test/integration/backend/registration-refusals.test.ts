import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DevCa } from '#backend/dev-ca/dev-ca.ts';
import type { RegistrationContent } from '#shared/domain/registration/registration.ts';
import { startBackend } from '#test/support/start-backend.ts';
import { CardHolder } from './support/card-holder.ts';
import { codeOf } from './support/http-person.ts';
import { withOtherPage } from './support/other-page.ts';
import { base64, mutation, RegisteringUnit, registration, SecretHolder } from './support/registering-unit.ts';
import { author, people } from './support/sample-registration.ts';
import { TestBackend } from './support/test-backend.ts';

const day = 86_400_000;
let units = 3_100_000;

describe('a registration dossier in unkind hands', () => {
  let test: TestBackend;
  let offset = 0;
  beforeAll(async () => {
    test = await TestBackend.start({ now: () => new Date(Date.now() + offset) });
  });
  afterAll(() => test.stop());
  const newUnit = () => new RegisteringUnit(test, String((units += 1)));
  const saved = async () => {
    const unit = newUnit();
    await unit.save();
    return unit;
  };
  const asked = async (): Promise<RegisteringUnit> => {
    const unit = await saved();
    await unit.confirmAll();
    return unit;
  };
  const opens = (secret: string) =>
    new SecretHolder(test.backend.url, secret).refusal('GET', '/registrations/link');

  describe('links', () => {
    it('do what they ask once, and say afterwards that it is done', async () => {
      const unit = await saved();
      const holder = await unit.holder('ktv');
      const body = await unit.confirmBody('ktv');
      const first = await holder.send('POST', `${unit.path}/confirm`, body);
      expect(first.status).toBe(200);
      // The line broke before the answer came: the same answer, and nothing done twice.
      expect((await holder.send('POST', `${unit.path}/confirm`, body)).body).toEqual(first.body);
      expect(await holder.refusal('POST', `${unit.path}/confirm`, { ...body, ...mutation() })).toBe(
        'LINK_USED',
      );
      expect(await holder.refusal('GET', '/registrations/link')).toBe('LINK_USED');
      expect((await unit.open()).log).toHaveLength(2);
    });

    it('are one member’s own, of one dossier, and not the author’s', async () => {
      const [unit, other] = [await saved(), await saved()];
      const holder = await unit.holder('ktv');
      const confirm = await unit.confirmBody('ktt');
      expect(await holder.refusal('POST', `${unit.path}/confirm`, confirm)).toBe('REGISTRATION_NOT_FOUND');
      expect(await holder.refusal('POST', `${other.path}/confirm`, await other.confirmBody('ktv'))).toBe(
        'REGISTRATION_NOT_FOUND',
      );
      expect(await unit.author.refusal('POST', `${unit.path}/confirm`, confirm)).toBe(
        'REGISTRATION_NOT_FOUND',
      );
      expect(await holder.refusal('PUT', unit.path, { ...unit.saveBody(1), secret: undefined })).toBe(
        'REGISTRATION_NOT_FOUND',
      );
      expect(await other.author.refusal('GET', unit.path)).toBe('REGISTRATION_NOT_FOUND');
      expect(await test.ktv.refusal('GET', unit.path)).toBe('REGISTRATION_NOT_FOUND');
      expect((await holder.send('GET', unit.path)).status).toBe(200);
    });

    it('die when a new one is sent, and after a week', async () => {
      const unit = await saved();
      const old = await unit.letters.link(unit.member('ktt').email);
      registration(await unit.author.send('POST', `${unit.path}/resend`, { ...mutation(), memberId: 'ktt' }));
      const newest = await unit.letters.link(unit.member('ktt').email);
      expect(await opens(old)).toBe('LINK_REPLACED');
      const held = new SecretHolder(test.backend.url, old);
      expect(await held.refusal('GET', unit.path)).toBe('LINK_REPLACED');
      const answer = await unit.confirmBody('ktt');
      expect(await held.refusal('POST', `${unit.path}/confirm`, answer)).toBe('LINK_REPLACED');
      const wrong = { ...mutation(), version: 1, memberId: 'ktt', note: 'Sai' };
      expect(await held.refusal('POST', `${unit.path}/decline`, wrong)).toBe('LINK_REPLACED');
      // Another dossier's: nothing is told of it.
      const other = await saved();
      expect(await held.refusal('GET', other.path)).toBe('REGISTRATION_NOT_FOUND');
      const letter = (await unit.letters.to(unit.member('ktt').email)).at(-1)?.text;
      expect(letter).toContain('thư gửi lại');
      expect(await opens(author())).toBe('LINK_UNKNOWN');
      expect(await opens(newest.slice(0, 40))).toBe('LINK_UNKNOWN');
      expect(await opens(newest)).toBe('accepted with 200');
      offset = 7 * day + 1000;
      const late = new SecretHolder(test.backend.url, newest);
      expect(await opens(newest)).toBe('LINK_EXPIRED');
      expect(await late.refusal('POST', `${unit.path}/confirm`, await unit.confirmBody('ktt'))).toBe(
        'LINK_EXPIRED',
      );
      offset = 0;
    });
  });

  it('keeps what was pasted composed and with single spaces, up to the bytes that are signed', async () => {
    const unit = newUnit();
    const plain = unit.content;
    const pasted = (text: string) => ` ${text.normalize('NFD').replaceAll(' ', '  ')} `;
    unit.content = {
      ...withMember(plain, 'ktt', { name: pasted(unit.member('ktt').name) }),
      unit: { ...plain.unit, name: pasted(plain.unit.name) },
    };
    expect((await unit.save()).content).toEqual(plain);
    unit.content = plain;
    await unit.confirmAll();
    const xml = (await unit.author.send('GET', `${unit.path}/documents/hoso`)).body as Uint8Array;
    const text = Buffer.from(xml).toString('utf8');
    expect(text).toBe(text.normalize('NFC'));
    expect(text).toContain(`>${unit.member('ktt').name}<`);
  });

  it('takes a letter out of the outbox when its link is replaced before it has left', async () => {
    const unit = await saved();
    const { store } = test.backend;
    const { mail_id: id } = await store
      .selectFrom('registration_links')
      .select('mail_id')
      .where('code', '=', unit.code)
      .where('member_id', '=', 'ktt')
      .executeTakeFirstOrThrow();
    // The mail server does not answer for a while.
    const stuck = { state: 'waiting', next_at: '2999-01-01T00:00:00.000Z', sent_at: null } as const;
    const letter = JSON.stringify({ letter: 'member.confirm', secret: 'still here' });
    await store
      .updateTable('mails')
      .set({ ...stuck, letter })
      .where('id', '=', id)
      .execute();
    registration(await unit.author.send('POST', `${unit.path}/resend`, { ...mutation(), memberId: 'ktt' }));
    const row = await store.selectFrom('mails').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    expect(row).toMatchObject({ state: 'failed', problem: 'REPLACED' });
    expect(row.letter).not.toContain('still here');
  });

  describe('certificates', () => {
    it('are refused when they are another’s, expired, taken back or nobody’s here', async () => {
      const unit = await saved();
      const holder = await unit.holder('ktt');
      const { name, identityNumber } = unit.member('ktt');
      const confirmWith = async (card: CardHolder) =>
        holder.refusal('POST', `${unit.path}/confirm`, {
          ...(await unit.confirmBody('ktt')),
          certificate: base64(card.identity.certificate),
        });
      const make = (...[subject, more]: [Partial<{ commonName: string; identityNumber: string }>, object?]) =>
        CardHolder.make(test.backend.ca, { subject: { commonName: name, ...subject }, ...more });
      expect(await confirmWith(await unit.card('ctk'))).toBe('CERT_OF_ANOTHER');
      expect(await confirmWith(await make({ commonName: 'Nguyễn Hồng Vấn' }))).toBe('CERT_OF_ANOTHER');
      const past = { notBefore: new Date(Date.now() - 9 * day), notAfter: new Date(Date.now() - day) };
      expect(await confirmWith(await make({ identityNumber }, past))).toBe('CERT_EXPIRED');
      expect(await confirmWith(await make({ identityNumber }, { keyUsage: ['keyEncipherment'] }))).toBe(
        'CERT_KEY_USAGE',
      );
      const revoked = await make({ identityNumber });
      await test.backend.ca.revoke(revoked.serial);
      expect(await confirmWith(revoked)).toBe('CERT_REVOKED');
      const folder = mkdtempSync(join(tmpdir(), 'dvctt-other-ca-'));
      const foreign = await CardHolder.make(await DevCa.open(folder, () => new Date()), {
        subject: { commonName: name },
      });
      rmSync(folder, { recursive: true });
      expect(await confirmWith(foreign)).toBe('CERT_CHAIN_INCOMPLETE');
      const none = { ...mutation(), version: 1, memberId: 'ktt' };
      expect(await holder.refusal('POST', `${unit.path}/confirm`, none)).toBe('CERT_NOT_FOUND');
      const noise = {
        ...none,
        ...mutation(),
        certificate: base64(crypto.getRandomValues(new Uint8Array(900))),
      };
      expect(await holder.refusal('POST', `${unit.path}/confirm`, noise)).toBe('CERT_INVALID');
      // In capitals, as some CAs write names; no identity number in it.
      expect(await confirmWith(await make({ commonName: ' NGUYỄN  HỒNG VÂN ' }))).toBe('accepted with 200');
    });

    it('are bound to one human once a dossier is sent: a namesake’s before that locks nobody out', async () => {
      const [unit, other] = [await saved(), newUnit()];
      other.content = withMember(other.content, 'ktt', { identityNumber: '001180009999' });
      await other.save();
      const card = await CardHolder.make(test.backend.ca, { subject: { commonName: people.ktt.name } });
      unit.cards.set('ktt', card);
      other.cards.set('ktt', card);
      await other.confirm('ktt');
      await unit.confirmAll();
      await unit.sign();
      await other.save(1);
      other.content = withMember(other.content, 'ktt', { title: 'Kế toán trưởng' });
      await other.save(2);
      const holder = await other.holder('ktt');
      expect(await holder.refusal('POST', `${other.path}/confirm`, await other.confirmBody('ktt', 3))).toBe(
        'CERT_TAKEN',
      );
      expect((await other.open()).confirmations.find(({ memberId }) => memberId === 'ktt')?.state).toBe(
        'waiting',
      );
    });
  });

  it('asks again only whose data have changed, and forgets the documents that were frozen', async () => {
    const unit = await asked();
    const invitation = await unit.letters.link(unit.member('ctk').email);
    const confirmedLink = await unit.letters.link(unit.member('ktv').email);
    const before = await unit.open();
    unit.content = withMember(before.content, 'ktv', { email: 'moi@example.edu.vn' });
    const again = await unit.save(1);
    expect(again).toMatchObject({ status: 'CHO_HOAN_THIEN', version: 2, documents: [] });
    expect(again.confirmations.map(({ state }) => state)).toEqual([
      'waiting',
      'confirmed',
      'confirmed',
      'confirmed',
    ]);
    expect(await opens(invitation)).toBe('LINK_REPLACED');
    expect(await opens(confirmedLink)).toBe('LINK_REPLACED');
    expect(await unit.letters.to(before.content.members[1]!.email)).toHaveLength(1);
    expect((await unit.letters.to('moi@example.edu.vn')).at(-1)?.text).toContain('vừa sửa hồ sơ');
    const complete = await unit.confirm('ktv', 2);
    expect(complete.status).toBe('CHO_PHE_DUYET');
    expect(complete.documents[0]?.sha256).not.toBe(before.documents[0]?.sha256);
    // Nothing about any member: nobody is left to ask.
    // A member's link shows others masked; who declared has it whole.
    const { content } = await unit.open();
    unit.content = { ...content, unit: { ...content.unit, phone: '02253111222' } };
    expect(await unit.save(2)).toMatchObject({ status: 'CHO_PHE_DUYET', version: 3 });
    const stale = { ...unit.saveBody(2), ...mutation() };
    expect(await unit.author.refusal('PUT', unit.path, stale)).toBe('REGISTRATION_CONFLICT');
  });

  it('hears from a member whose data are wrong, and asks them anew once they are put right', async () => {
    const unit = await saved();
    const holder = await unit.holder('ktv');
    const note = 'Sai ngày cấp thẻ căn cước: xem http://spam.example';
    const declined = registration(
      await holder.send('POST', `${unit.path}/decline`, { ...mutation(), version: 1, memberId: 'ktv', note }),
    );
    expect(declined.confirmations[0]).toMatchObject({ state: 'declined', note });
    const letter = (await unit.letters.to(unit.content.unit.email)).at(-1)?.text;
    expect(letter).toContain('Sai ngày cấp thẻ căn cước');
    expect(letter).not.toContain('http://spam');
    const again = { ...mutation(), version: 1, memberId: 'ktv', note };
    expect(await holder.refusal('POST', `${unit.path}/decline`, again)).toBe('REGISTRATION_STATE');
    expect((await unit.save(1)).confirmations[0]).toMatchObject({ state: 'waiting', note: '' });
    expect((await unit.confirm('ktv', 2)).confirmations[0]?.state).toBe('confirmed');
  });

  it('lets who said “wrong” by mistake confirm the same data: with their link, or a new letter', async () => {
    const unit = await saved();
    const decline = async (id: 'ktv' | 'ktt') =>
      registration(
        await (
          await unit.holder(id)
        ).send('POST', `${unit.path}/decline`, { ...mutation(), version: 1, memberId: id, note: 'Nhầm' }),
      );
    await decline('ktv');
    expect((await unit.confirm('ktv')).confirmations[0]).toMatchObject({ state: 'confirmed', note: '' });
    await decline('ktt');
    const old = await unit.letters.link(unit.member('ktt').email);
    const resend = { ...mutation(), memberId: 'ktt' };
    const asked = registration(await unit.author.send('POST', `${unit.path}/resend`, resend));
    expect(asked.confirmations[1]).toMatchObject({ state: 'waiting', note: '' });
    expect(asked.log.map(({ note: said }) => said).join('\n')).toMatch(/chưa đúng: Nhầm\n.*gửi lại thư/);
    expect(await opens(old)).toBe('LINK_REPLACED');
    expect((await unit.confirm('ktt')).confirmations[1]).toMatchObject({ state: 'confirmed', note: '' });
  });

  describe('signatures', () => {
    let unit: RegisteringUnit;
    let holder: SecretHolder;
    beforeAll(async () => {
      unit = await asked();
      holder = await unit.holder('ctk');
    });
    const refused = (body: object) => holder.refusal('POST', `${unit.path}/sign`, body);

    it('count only on the very documents that were frozen', async () => {
      const body = await unit.signBody(holder, 'ctk');
      const changed = (id: string, bytes: (was: Buffer) => Uint8Array) => ({
        ...body,
        ...mutation(),
        documents: body.documents.map((document) =>
          document.id === id
            ? { ...document, bytes: base64(bytes(Buffer.from(document.bytes, 'base64'))) }
            : document,
        ),
      });
      const inXml = (was: Buffer) => Buffer.from(was.toString('utf8').replace('0912345678', '0912345679'));
      expect(await refused(changed('hoso', inXml))).toBe('DOCUMENT_CHANGED');
      expect(await refused(changed('tokhai', (was) => was.subarray(0, was.length - 40)))).not.toContain(
        'accepted',
      );
      const unsigned = (await holder.send('GET', `${unit.path}/documents/tokhai`)).body as Uint8Array;
      expect(await refused(changed('tokhai', () => unsigned))).toBe('DOCUMENT_CHANGED');
      const paged = await unit.signBody(holder, 'ctk', (bytes, id) =>
        id === 'tokhai' ? withOtherPage(bytes) : bytes,
      );
      expect(await refused(paged)).not.toContain('accepted');
      const fewer = { ...body, ...mutation(), documents: body.documents.slice(0, 2) };
      expect(await refused(fewer)).toBe('SIGNATURE_MISSING');
      const based = body.documents.map((document) => ({ ...document, base: 'a'.repeat(64) }));
      expect(await refused({ ...body, ...mutation(), documents: based })).toBe('DOCUMENT_CHANGED');
      expect((await unit.open()).status).toBe('CHO_PHE_DUYET');
    });

    it('are the signer’s own, by the certificate that they confirmed', async () => {
      const body = { ...(await unit.signBody(holder, 'uqctk')), memberId: 'ctk' };
      expect(await refused(body)).toBe('CERT_NOT_REGISTERED');
      expect(await refused({ ...body, ...mutation(), memberId: 'uqctk' })).toBe('REGISTRATION_NOT_FOUND');
      const confirmed = await unit.letters.to(unit.member('ktt').email);
      expect(confirmed).toHaveLength(1);
    });

    it('are taken once when both signers press at the same moment', async () => {
      const deputy = await unit.holder('uqctk');
      const [one, two] = await Promise.all([
        unit.signBody(holder, 'ctk').then((body) => holder.send('POST', `${unit.path}/sign`, body)),
        unit.signBody(deputy, 'uqctk').then((body) => deputy.send('POST', `${unit.path}/sign`, body)),
      ]);
      expect([one.status, two.status].toSorted()).toEqual([200, 410]);
      expect((await unit.open()).log.filter(({ status }) => status === 'CHO_KBNN')).toHaveLength(1);
      expect(await unit.letters.to(unit.content.unit.email)).toHaveLength(1);
    });

    it('wait for the officer oldest first, page by page, so that none is out of reach', async () => {
      const second = await asked();
      await second.sign();
      const page = async (query: string) => {
        const { body } = await test.officer.send('GET', `/officer/registrations?status=CHO_KBNN${query}`);
        return (body as { registrations: { code: string }[] }).registrations.map((row) => row.code);
      };
      const all = await page('');
      expect(all.indexOf(unit.code)).toBeLessThan(all.indexOf(second.code));
      expect(all.at(-1)).toBe(second.code);
      expect([...(await page('&limit=1')), ...(await page('&limit=500&offset=1'))]).toEqual(all);
      expect(await page(`&offset=${all.length}`)).toEqual([]);
      const { body } = await test.officer.send('GET', '/officer/registrations?limit=1');
      expect(body).toMatchObject({ registrations: [{ code: second.code }] });
    });

    it('meet two officers of whom one decides, and make each account once', async () => {
      const decide = (how: string, body: object) =>
        test.officer.send('POST', `/officer${unit.path}/${how}`, { ...mutation(), version: 1, ...body });
      const approval = mutation();
      const answers = await Promise.all([
        decide('approve', approval),
        decide('reject', { reason: 'Muộn' }),
        decide('approve', {}),
        decide('approve', approval),
      ]);
      const [first, , , repeated] = answers;
      // Whoever comes first decides, and the rest are told; the same approval twice is one.
      const decided = answers.map(({ status }) => (status === 200 ? 'done' : 'too late')).join(', ');
      expect([
        'done, too late, too late, done',
        'too late, done, too late, too late',
        'too late, too late, done, too late',
      ]).toContain(decided);
      for (const answer of answers.filter(({ status }) => status !== 200))
        expect(codeOf(answer)).toBe('REGISTRATION_STATE');
      expect(repeated.body).toEqual(first.status === 200 ? first.body : expect.anything());
      const rejected = answers[1].status === 200;
      const { unitCode } = unit.content.unit;
      const accounts = await test.backend.store
        .selectFrom('people')
        .select('username')
        .where('unit_code', '=', unitCode)
        .execute();
      expect(accounts).toHaveLength(rejected ? 0 : 4);
      // The link and the new account.
      if (!rejected) expect(await unit.letters.to(unit.member('ktv').email)).toHaveLength(2);
    });
  });

  it('keeps what was signed through a restart, and nothing that no dossier refers to', async () => {
    const unit = await asked();
    const signed = await unit.sign();
    const path = `${unit.path}/documents/tokhai?revision=newest`;
    const before = (await unit.author.send('GET', path)).body;
    await test.backend.close();
    const again = await startBackend({ dataFolder: join(test.folder, 'data'), port: 0 });
    try {
      const holder = new SecretHolder(again.url, unit.secret);
      expect((await holder.send('GET', path)).body).toEqual(before);
      expect((await holder.send('GET', unit.path)).body).toEqual(signed);
    } finally {
      await again.close();
    }
  });
});

function withMember(content: RegistrationContent, id: string, change: object): RegistrationContent {
  return {
    ...content,
    members: content.members.map((member) => (member.id === id ? { ...member, ...change } : member)),
  };
}

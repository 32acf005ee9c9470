import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  forwardedVersionSchema,
  problemSchema,
  serverDossierListSchema,
  signedVersionListSchema,
  unitSchema,
  type ServerDossier,
} from '#shared/contract/http.ts';
import type { DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { CardHolder } from './support/card-holder.ts';
import { codeOf, HttpPerson } from './support/http-person.ts';
import { hireNeighbour } from './support/neighbour.ts';
import { nextCode, sampleDossier, sha256, type SampleDossier } from './support/sample-dossier.ts';
import { accepted, TestBackend } from './support/test-backend.ts';

type Given = { sample: SampleDossier; dossier: ServerDossier };
const step = (version = 1) => ({ mutationId: crypto.randomUUID() as string, version });

/** Vouchers v1 … vN, and no attachments. */
const vouchers =
  (count: number) =>
  (content: DossierContent): DossierContent => ({
    ...content,
    attachments: [],
    vouchers: Array.from({ length: count }, (_, at) => ({
      ...content.vouchers[0]!,
      id: `v${String(at + 1)}`,
      number: `00${String(at + 1)}`,
    })),
  });

describe('a payment dossier', () => {
  let test: TestBackend;
  beforeAll(async () => {
    test = await TestBackend.start();
  });
  afterAll(() => test.stop());
  const commit = (person: HttpPerson, { sample }: Given, request: object) =>
    person.send('POST', `/dossiers/${sample.code}/signatures`, request);
  const staged = (person: HttpPerson, card: CardHolder, given: Given) =>
    test.stageSigned(person, card, given);
  /** The part of a commit that is about these vouchers, under a mutation id of its own. */
  const about = (request: Awaited<ReturnType<typeof staged>>, ...ids: readonly string[]) => ({
    ...request,
    mutationId: crypto.randomUUID() as string,
    documents: request.documents.filter(({ id }) =>
      ids.some((voucher) => id.startsWith(`voucher.${voucher}.`)),
    ),
  });
  const read = async ({ sample }: Given) => accepted(await test.ktv.send('GET', `/dossiers/${sample.code}`));
  const signedBy = ({ documents }: ServerDossier) =>
    documents.map(({ id, signedBy }) => `${id.replace('voucher.', '')} ${signedBy.join('+')}`);

  it('is signed voucher by voucher, tells who has signed which, and goes on with the last one', async () => {
    const given = await test.forwarded(await sampleDossier(vouchers(2)));
    const request = await staged(test.ktt, test.kttCard, given);
    const first = about(request, 'v1');
    const once = accepted(await commit(test.ktt, given, first));
    expect(once.status).toBe('CHO_KTT_KY');
    expect(signedBy(once)).toEqual(['v1.pdf KTT', 'v1.xml KTT', 'v2.pdf ', 'v2.xml ']);
    expect(await test.ctk.refusal('POST', `/dossiers/${given.sample.code}/signatures`, first)).toBe(
      'SIGNATURE_ORDER',
    );
    // The line broke before the answer came.
    expect(accepted(await commit(test.ktt, given, first))).toEqual(once);

    const rest = accepted(await commit(test.ktt, given, about(request, 'v2')));
    expect(rest.status).toBe('CHO_CTK_KY');
    expect(rest.log.map(({ status }) => status)).toEqual(['CHO_KTT_KY', 'CHO_CTK_KY']);
    const both = await test.signed(test.ctk, test.ctkCard, { sample: given.sample, dossier: rest });
    expect(both.dossier.status).toBe('CHO_GUI');
  });

  it('takes commits of different vouchers at once, and goes on when together they are all', async () => {
    const given = await test.forwarded(await sampleDossier(vouchers(3)));
    const request = await staged(test.ktt, test.kttCard, given);
    const answers = await Promise.all(
      ['v1', 'v2', 'v3'].map((voucher) => commit(test.ktt, given, about(request, voucher))),
    );
    expect(answers.map(codeOf)).toEqual(answers.map(() => 'accepted with 200'));
    const standing = await read(given);
    expect(standing.status).toBe('CHO_CTK_KY');
    expect(standing.documents.every(({ signedBy }) => signedBy.join() === 'KTT')).toBe(true);
  });

  it('is not signed by halves of a voucher, nor twice by one step, whoever stands in', async () => {
    const given = await test.forwarded(await sampleDossier(vouchers(2)));
    const request = await staged(test.ktt, test.kttCard, given);
    const one = about(request, 'v1');
    const half = { ...one, documents: one.documents.slice(0, 1) };
    expect(codeOf(await commit(test.ktt, given, half))).toBe('SIGNATURE_MISSING');
    accepted(await commit(test.ktt, given, one));
    expect(codeOf(await commit(test.ktt, given, about(request, 'v1')))).toBe('DOCUMENT_SIGNED');

    await test.backend.registry.savePerson({
      username: 'uqktt.songlo',
      name: 'Đỗ Thị Lan',
      role: 'UQ_KTT',
      unitCode: '1001163',
      treasuryCode: '0064',
      identityNumber: '031180009999',
      password: 'mật khẩu của người được ủy quyền',
    });
    const card = await CardHolder.make(test.backend.ca);
    await test.backend.registry.registerCertificate('uqktt.songlo', card.identity.certificate);
    const deputy = await HttpPerson.signIn(
      test.backend.url,
      'uqktt.songlo',
      'mật khẩu của người được ủy quyền',
    );
    const dossier = await read(given);
    const theirs = await staged(deputy, card, { sample: given.sample, dossier });
    expect(codeOf(await commit(deputy, given, about(theirs, 'v1')))).toBe('DOCUMENT_SIGNED');
    expect(accepted(await commit(deputy, given, about(theirs, 'v2'))).status).toBe('CHO_CTK_KY');
  });

  it('loses all its signatures, also those of a step half done, when it is returned', async () => {
    const given = await test.forwarded(await sampleDossier(vouchers(2)));
    accepted(await commit(test.ktt, given, about(await staged(test.ktt, test.kttCard, given), 'v1')));
    const path = `/dossiers/${given.sample.code}`;
    accepted(await test.ktt.send('POST', `${path}/return`, { ...step(), note: 'Sai số tiền' }));
    await test.upload(given.sample);
    const again = accepted(
      await test.ktv.send('POST', `${path}/forward`, test.forwardRequest(given.sample, 1)),
    );
    expect(again).toMatchObject({ status: 'CHO_KTT_KY', version: 2 });
    expect(again.documents.every(({ signedBy }) => signedBy.length === 0)).toBe(true);

    // What was signed then can still be read, with its signature, by the unit.
    const old = forwardedVersionSchema.parse((await test.ktt.send('GET', `${path}/versions/1`)).body);
    expect(old.documents.map(({ signedBy }) => signedBy.join())).toEqual(['KTT', 'KTT', '', '']);
    const [signed] = old.documents;
    const file = await test.ktt.send('GET', `${path}/documents/${signed?.id ?? ''}?version=1`);
    expect(sha256(file.body as Uint8Array)).toBe(signed?.sha256);
    expect(await test.ktt.refusal('GET', `${path}/versions/3`)).toBe('DOSSIER_NOT_FOUND');
  });

  it('lists its earlier versions that were signed, with who signed and why that counts no longer', async () => {
    const listed = async (person: HttpPerson, path: string) =>
      signedVersionListSchema.parse((await person.send('GET', `${path}/versions`)).body).versions;
    const { sample } = await test.signedByBoth();
    const path = `/dossiers/${sample.code}`;
    // What is signed and stands is no earlier version.
    expect(await listed(test.ktv, path)).toEqual([]);
    accepted(await test.ctk.send('POST', `${path}/return`, { ...step(), note: 'Sai số tiền' }));
    const [returned] = await listed(test.ktv, path);
    expect(returned).toMatchObject({
      version: 1,
      documentCount: sample.documents.length,
      signedBy: [
        { step: 'KTT', documentCount: sample.documents.length },
        { step: 'CTK', documentCount: sample.documents.length },
      ],
      voided: { why: 'returned', note: 'Sai số tiền' },
    });
    expect(returned?.replaced).toBeUndefined();

    const forwardedAgain = async (base: number) => {
      await test.upload(sample);
      return accepted(await test.ktv.send('POST', `${path}/forward`, test.forwardRequest(sample, base)));
    };
    const second = await forwardedAgain(1);
    // Nobody had signed the second one when it came back.
    accepted(await test.ktt.send('POST', `${path}/return`, { ...step(2), note: 'Thiếu hóa đơn' }));
    const third = { sample, dossier: await forwardedAgain(2) };
    await test.signed(test.ktt, test.kttCard, third);
    accepted(await test.ctk.send('POST', `${path}/return`, { ...step(3), note: 'Sai người nhận' }));
    const versions = await listed(test.ctk, path);
    expect(versions.map(({ version, signedBy, voided }) => [version, signedBy.length, voided.note])).toEqual([
      [3, 1, 'Sai người nhận'],
      [1, 2, 'Sai số tiền'],
    ]);
    expect(versions[1]?.replaced?.at).toBe(second.updatedAt);
    expect(versions[1]?.voided.by).not.toBe('');
  });

  it('lists no version to a signer of another unit, nor to the Treasury', async () => {
    const { sample } = await test.signedByBoth();
    const path = `/dossiers/${sample.code}/versions`;
    const stranger = await hireNeighbour(test, 'CTK');
    expect(await stranger.refusal('GET', path)).toBe('DOSSIER_NOT_FOUND');
    expect(await stranger.refusal('GET', `${path}/1`)).toBe('DOSSIER_NOT_FOUND');
    expect(await test.officer.refusal('GET', path)).toBe('ROLE_FORBIDDEN');
  });

  it('is not signed for both steps by certificates that name the same citizen card', async () => {
    const subject = (commonName: string) => ({
      subject: { commonName, organisation: 'Trường Sông Lô', identityNumber: '031180001111' },
    });
    const [ktt, ctk] = await Promise.all([
      CardHolder.make(test.backend.ca, subject('Một Người')),
      CardHolder.make(test.backend.ca, subject('Cùng Người Ấy')),
    ]);
    const { registry } = test.backend;
    await registry.registerCertificate('ktt.songlo', ktt.identity.certificate);
    await registry.registerCertificate('ctk.songlo', ctk.identity.certificate);
    try {
      const first = await test.signed(test.ktt, ktt, await test.forwarded());
      expect(codeOf(await commit(test.ctk, first, await staged(test.ctk, ctk, first)))).toBe(
        'SIGNER_DUPLICATE',
      );
      expect((await read(first)).status).toBe('CHO_CTK_KY');
    } finally {
      await registry.registerCertificate('ktt.songlo', test.kttCard.identity.certificate);
      await registry.registerCertificate('ctk.songlo', test.ctkCard.identity.certificate);
    }
  });

  it('comes back once to be supplemented, and the officer sees what became of it', async () => {
    const { sample } = await test.signedByBoth();
    const path = `/dossiers/${sample.code}`;
    const ask = { ...step(), reason: 'Thiếu hợp đồng' };
    accepted(await test.ctk.send('POST', `${path}/submit`, step()));
    expect(await test.ctk.refusal('POST', `/officer${path}/supplement`, ask)).toBe('ROLE_FORBIDDEN');
    const asked = accepted(await test.officer.send('POST', `/officer${path}/supplement`, ask));
    expect(asked).toMatchObject({ status: 'YEU_CAU_BO_SUNG', note: 'Thiếu hợp đồng', version: 1 });
    expect(accepted(await test.officer.send('POST', `/officer${path}/supplement`, ask))).toEqual(asked);
    // It is still shown to who asked.
    expect(accepted(await test.officer.send('GET', path)).status).toBe('YEU_CAU_BO_SUNG');

    const mended = { ...sample, content: { ...sample.content, title: 'Có thêm hợp đồng' } };
    await test.upload(mended);
    const again = {
      sample: mended,
      dossier: accepted(await test.ktv.send('POST', `${path}/forward`, test.forwardRequest(mended, 1))),
    };
    expect(again.dossier).toMatchObject({ version: 2, status: 'CHO_KTT_KY' });
    expect(await test.officer.refusal('GET', path)).toBe('DOSSIER_NOT_FOUND');
    await test.signed(test.ctk, test.ctkCard, await test.signed(test.ktt, test.kttCard, again));
    accepted(await test.ctk.send('POST', `${path}/submit`, step(2)));
    expect((await test.officer.send('GET', `${path}/versions/1`)).body).toMatchObject({
      content: sample.content,
    });
    expect(
      await test.officer.refusal('POST', `/officer${path}/supplement`, { ...step(2), reason: 'Nữa' }),
    ).toBe('SUPPLEMENT_ASKED');
    expect(accepted(await test.officer.send('POST', `/officer${path}/accept`, step(2))).status).toBe(
      'DA_TIEP_NHAN',
    );
  });

  it('says in every list since when it lies where it is', async () => {
    const given = await test.forwarded();
    const path = `/dossiers/${given.sample.code}`;
    const held = async (person = test.ktv, list = '/dossiers') =>
      serverDossierListSchema
        .parse((await person.send('GET', list)).body)
        .dossiers.find(({ code }) => code === given.sample.code)?.heldSince;
    expect(await held()).toBe(given.dossier.log[0]?.at);
    const both = await test.signed(test.ctk, test.ctkCard, await test.signed(test.ktt, test.kttCard, given));
    // Signed and to be sent by the same person: held since the chief accountant let it go.
    expect(await held()).toBe(both.dossier.log[1]?.at);
    const sent = accepted(await test.ctk.send('POST', `${path}/submit`, step()));
    expect(await held(test.officer, '/officer/dossiers')).toBe(sent.log.at(-1)?.at);
    accepted(await test.officer.send('POST', `/officer${path}/accept`, step()));
    expect(await held()).toBeUndefined();
  });

  it('knows from when on an account of the unit is closed', async () => {
    const { registry } = test.backend;
    await registry.saveUnit({
      code: '1001170',
      name: 'Trạm y tế',
      address: 'Hải Phòng',
      chapter: '622',
      treasuryCode: '0064',
      accounts: [
        { number: '9523.3.1001170', name: 'Chi thường xuyên', closedOn: '2026-01-01' },
        { number: '9527.3.1001170', name: 'Chi khác' },
      ],
    });
    await registry.savePerson({
      username: 'ktv.tramyte',
      name: 'Đỗ Thị Lan',
      role: 'KTV',
      unitCode: '1001170',
      treasuryCode: '0064',
      identityNumber: '031180008888',
      password: 'mật khẩu của trạm',
    });
    const person = await HttpPerson.signIn(test.backend.url, 'ktv.tramyte', 'mật khẩu của trạm');
    expect(unitSchema.parse((await person.send('GET', '/unit')).body).accounts).toEqual([
      { number: '9523.3.1001170', name: 'Chi thường xuyên', closedOn: '2026-01-01' },
      { number: '9527.3.1001170', name: 'Chi khác' },
    ]);

    const sample = await sampleDossier(
      (given) => ({
        ...vouchers(1)(given),
        vouchers: given.vouchers.map((voucher) => ({
          ...voucher,
          unitCode: '1001170',
          unitName: 'Trạm y tế',
          accountNumber: '9523.3.1001170',
        })),
      }),
      nextCode('1001170'),
    );
    await test.upload(sample, person);
    const answer = await person.send('POST', `/dossiers/${sample.code}/forward`, test.forwardRequest(sample));
    expect(problemSchema.parse(answer.body).failure).toMatchObject({
      details: { issue: 'ACCOUNT_CLOSED', path: 'vouchers.0.accountNumber' },
    });
  });

  it('stops at each step when its account was closed meanwhile, and can still go back to the unit', async () => {
    const { code, name, address, chapter, treasuryCode, accounts } = unitSchema.parse(
      (await test.ktv.send('GET', '/unit')).body,
    );
    const close = (closedOn?: string) =>
      test.backend.registry.saveUnit({
        ...{ code, name, address, chapter, treasuryCode },
        accounts: accounts.map(({ number, name: title }) => ({
          number,
          name: title,
          ...(closedOn === undefined ? {} : { closedOn }),
        })),
      });
    /** Refused while the account is closed, done once it is open. */
    const onceOpen = async (send: () => ReturnType<HttpPerson['send']>): Promise<ServerDossier> => {
      await close('2026-01-01');
      expect(codeOf(await send())).toBe('ACCOUNT_CLOSED');
      await close();
      return accepted(await send());
    };
    try {
      const given = await test.forwarded(await sampleDossier(vouchers(1)));
      const path = `/dossiers/${given.sample.code}`;
      const ktt = await staged(test.ktt, test.kttCard, given);
      const first = await onceOpen(() => commit(test.ktt, given, ktt));
      const ctk = await staged(test.ctk, test.ctkCard, { ...given, dossier: first });
      await onceOpen(() => commit(test.ctk, given, ctk));
      await onceOpen(() => test.ctk.send('POST', `${path}/submit`, step()));
      await close('2026-01-01');
      const accept = () => test.officer.send('POST', `/officer${path}/accept`, step());
      expect(problemSchema.parse((await accept()).body).failure).toMatchObject({
        code: 'ACCOUNT_CLOSED',
        details: { path: 'vouchers.0.accountNumber' },
      });
      const asked = { ...step(), reason: 'Tài khoản đã đóng' };
      expect(accepted(await test.officer.send('POST', `/officer${path}/supplement`, asked)).status).toBe(
        'YEU_CAU_BO_SUNG',
      );
    } finally {
      await close();
    }
  });
});

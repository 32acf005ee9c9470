import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverDossierListSchema, serverDossierSchema } from '#shared/contract/http.ts';
import type { DossierContent } from '#shared/domain/dossiers/dossier.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { codeOf, HttpPerson } from './support/http-person.ts';
import { nextCode, sampleDossier, sha256, type SampleDossier } from './support/sample-dossier.ts';
import { TestBackend } from './support/test-backend.ts';

describe('handing a dossier to the chief accountant', () => {
  let test: TestBackend;
  beforeAll(async () => {
    test = await TestBackend.start();
    await test.backend.registry.saveUnit({
      code: '1001164',
      name: 'Trường khác',
      address: '',
      chapter: '622',
      treasuryCode: '0064',
      accounts: [],
    });
    await test.backend.registry.savePerson({
      username: 'ktv.khac',
      name: 'Người Đơn Vị Khác',
      role: 'KTV',
      unitCode: '1001164',
      treasuryCode: '0064',
      identityNumber: '031190009999',
      password: 'mật khẩu khác',
    });
  });
  afterAll(() => test.stop());

  const forward = (sample: SampleDossier, change: object = {}, person = test.ktv) =>
    person.send('POST', `/dossiers/${sample.code}/forward`, { ...test.forwardRequest(sample), ...change });
  const withVoucher = (change: (voucher: Voucher) => Voucher) => (content: DossierContent) => ({
    ...content,
    vouchers: content.vouchers.map(change),
  });

  it('gives back exactly what was written, SQL and HTML included, and lists it with its total', async () => {
    const { sample, dossier } = await test.forwarded(
      await sampleDossier((content) => ({
        ...content,
        title: `<script>alert(1)</script> '; DROP TABLE dossiers; -- ậ`,
      })),
    );
    expect(serverDossierSchema.parse(dossier)).toMatchObject({
      status: 'CHO_KTT_KY',
      version: 1,
      content: sample.content,
      createdBy: 'ktv.songlo',
      log: [{ status: 'CHO_KTT_KY', by: 'Trần Thị Thu Hà', note: '' }],
    });
    const { dossiers } = serverDossierListSchema.parse((await test.ktt.send('GET', '/dossiers')).body);
    expect(dossiers.find(({ code }) => code === sample.code)).toMatchObject({
      title: sample.content.title,
      voucherCount: 1,
      total: '3350000',
    });
    for (const { id, bytes } of sample.documents) {
      const answer = await test.ktt.send('GET', `/dossiers/${sample.code}/documents/${id}?revision=original`);
      expect(sha256(answer.body as Uint8Array)).toBe(sha256(bytes));
      expect(answer.headers.get('content-disposition')).toBe('attachment');
    }
  });

  it('answers a repeated call with the first answer and does the thing once', async () => {
    const sample = await sampleDossier();
    await test.upload(sample);
    const request = test.forwardRequest(sample);
    const path = `/dossiers/${sample.code}/forward`;
    const answers = await Promise.all([1, 2, 3].map(() => test.ktv.send('POST', path, request)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect((answers[0]?.body as { log: unknown[] }).log).toHaveLength(1);
    // The same id for something else is a mistake of the client, not a repetition.
    const other = { ...request, content: { ...request.content, title: 'khác' } };
    expect(await test.ktv.refusal('POST', path, other)).toBe('REQUEST_INVALID');
  });

  it('refuses a second forwarding under another id: the dossier has moved on', async () => {
    const { sample } = await test.forwarded();
    expect(codeOf(await forward(sample, { baseVersion: 1 }))).toBe('DOSSIER_STATE');
    expect(
      await test.ktv.refusal(
        'PUT',
        `/dossiers/${sample.code}/documents/attachment.a1`,
        sample.documents[0]?.bytes,
      ),
    ).toBe('DOSSIER_STATE');
  });

  it('refuses amounts, codes and accounts that break the rules, whatever the client has checked', async () => {
    const line = (change: object) =>
      withVoucher((voucher) => ({
        ...voucher,
        lines: voucher.lines.map((entry) => ({ ...entry, ...change })),
      }));
    const cases: readonly [string, (content: DossierContent) => DossierContent][] = [
      ['DOSSIER_INCOMPLETE', (content) => ({ ...content, title: '' })],
      ['DOSSIER_INCOMPLETE', (content) => ({ ...content, vouchers: [] })],
      ['DOSSIER_INCOMPLETE', withVoucher((voucher) => ({ ...voucher, unitCode: '1001164' }))],
      ['CODE_UNKNOWN', withVoucher((voucher) => ({ ...voucher, accountNumber: '9523.3.1001164' }))],
      ['DOSSIER_INCOMPLETE', line({ ndkt: '' })],
      ['DOSSIER_INCOMPLETE', line({ amount: '0' })],
      ['AMOUNT_MISMATCH', line({ amount: '999999999999999999' })],
    ];
    for (const [code, change] of cases) {
      // The documents are those of a sound dossier: the content alone is at fault.
      const sample = await sampleDossier();
      await test.upload(sample);
      expect(codeOf(await forward(sample, { content: change(sample.content) })), code).toBe(code);
    }
  });

  it('refuses an XML that says something else than the content, even well-formed and uploaded honestly', async () => {
    const sample = await sampleDossier();
    const tamper = (change: (xml: string) => string): SampleDossier => ({
      ...sample,
      documents: sample.documents.map((document) =>
        document.kind === 'VOUCHER_XML'
          ? { ...document, bytes: new TextEncoder().encode(change(new TextDecoder().decode(document.bytes))) }
          : document,
      ),
    });
    const attempt = async (changed: SampleDossier) => {
      await test.upload(changed);
      return codeOf(await forward(changed));
    };
    expect(await attempt(tamper((xml) => xml.replace('Điện lực', 'Điện Lực')))).toBe('DOCUMENT_CHANGED');
    expect(await attempt(tamper((xml) => xml.replace('>3350000<', '>9350000<')))).toBe('AMOUNT_MISMATCH');
    expect(await attempt(tamper((xml) => `${xml}\n`))).toBe('DOCUMENT_CHANGED');
    expect(await attempt(sample)).toBe('accepted with 200');
  });

  it('refuses a printed form swapped after the XML was written: the XML names its hash', async () => {
    const sample = await sampleDossier();
    const other = await sampleDossier();
    const swapped = {
      ...sample,
      documents: sample.documents.map((document) =>
        document.kind === 'VOUCHER_PDF'
          ? { ...document, bytes: other.documents.find(({ kind }) => kind === 'VOUCHER_PDF')!.bytes }
          : document,
      ),
    };
    await test.upload(swapped);
    expect(codeOf(await forward(swapped))).toBe('DOCUMENT_CHANGED');
  });

  it('refuses documents that are missing, extra, renamed or not uploaded', async () => {
    const sample = await sampleDossier();
    const { documents } = test.forwardRequest(sample);
    expect(codeOf(await forward(sample))).toBe('DOCUMENT_CHANGED');
    await test.upload(sample);
    expect(codeOf(await forward(sample, { documents: documents.slice(1) }))).toBe('DOCUMENT_CHANGED');
    expect(codeOf(await forward(sample, { documents: [...documents, { ...documents[0], id: 'x' }] }))).toBe(
      'DOCUMENT_CHANGED',
    );
    const renamed = documents.map((document) => ({ ...document, name: '../../etc/passwd' }));
    expect(codeOf(await forward(sample, { documents: renamed }))).toBe('DOCUMENT_CHANGED');
    const [first, ...rest] = documents;
    expect(codeOf(await forward(sample, { documents: [{ ...first, size: 1 }, ...rest] }))).toBe(
      'DOCUMENT_CHANGED',
    );
  });

  it('lets nobody claim a file by its hash alone', async () => {
    const { sample: theirs } = await test.forwarded();
    const mine = await sampleDossier(undefined, nextCode());
    const attachment = theirs.documents.find(({ id }) => id === 'attachment.a1')!;
    const claimed = mine.documents.map((document) =>
      document.id === 'attachment.a1' ? { ...document, bytes: attachment.bytes } : document,
    );
    for (const { id, bytes } of mine.documents.filter((document) => document.id !== 'attachment.a1')) {
      await test.ktv.send('PUT', `/dossiers/${mine.code}/documents/${id}`, bytes);
    }
    const content = {
      ...mine.content,
      attachments: mine.content.attachments.map((entry) =>
        entry.id === 'a1'
          ? { ...entry, sha256: sha256(attachment.bytes), size: attachment.bytes.length }
          : entry,
      ),
    };
    expect(codeOf(await forward({ ...mine, content, documents: claimed }))).toBe('DOCUMENT_CHANGED');
  });

  it('shows another unit nothing: not the dossier, not its documents, not that it exists', async () => {
    const { sample } = await test.forwarded();
    const stranger = await HttpPerson.signIn(test.backend.url, 'ktv.khac', 'mật khẩu khác');
    const [document] = sample.documents;
    const paths: readonly [string, string, unknown?][] = [
      ['GET', `/dossiers/${sample.code}`],
      ['GET', `/dossiers/${sample.code}/report`],
      ['GET', `/dossiers/${sample.code}/documents/${document?.id}`],
      ['PUT', `/dossiers/${sample.code}/documents/${document?.id}`, document?.bytes],
      ['POST', `/dossiers/${sample.code}/forward`, test.forwardRequest(sample, 1)],
      ['GET', `/dossiers/${nextCode()}`],
    ];
    for (const [method, path, body] of paths) {
      expect(await stranger.refusal(method, path, body), `${method} ${path}`).toBe('DOSSIER_NOT_FOUND');
    }
    expect((await stranger.send('GET', '/dossiers')).body).toEqual({ dossiers: [] });
    // Nor does the Treasury see what was not sent to it.
    expect(await test.officer.refusal('GET', `/dossiers/${sample.code}`)).toBe('DOSSIER_NOT_FOUND');
  });

  it('lets only the accountant forward, and only the officer accept or reject', async () => {
    const sample = await sampleDossier();
    const { code } = sample;
    const step = { mutationId: crypto.randomUUID(), version: 1 };
    for (const person of [test.ktt, test.ctk, test.officer]) {
      expect(codeOf(await forward(sample, {}, person))).toBe('ROLE_FORBIDDEN');
      expect(await person.refusal('PUT', `/dossiers/${code}/documents/x`, sample.documents[0]?.bytes)).toBe(
        'ROLE_FORBIDDEN',
      );
    }
    for (const person of [test.ktv, test.ktt, test.ctk]) {
      expect(await person.refusal('GET', '/officer/dossiers')).toBe('ROLE_FORBIDDEN');
      expect(await person.refusal('POST', `/officer/dossiers/${code}/accept`, step)).toBe('ROLE_FORBIDDEN');
    }
  });

  it('takes a returned dossier back as a new version, with the reason in the log', async () => {
    const { sample } = await test.forwarded();
    const path = `/dossiers/${sample.code}`;
    const back = { mutationId: crypto.randomUUID(), version: 1, note: 'Thiếu hóa đơn <b>số 2</b>' };
    expect(await test.ctk.refusal('POST', `${path}/return`, back)).toBe('ROLE_FORBIDDEN');
    const returned = await test.ktt.send('POST', `${path}/return`, back);
    expect(returned.body).toMatchObject({ status: 'TRA_LAI', note: back.note, version: 1 });
    expect(codeOf(await forward(sample, { baseVersion: 0 }))).toBe('DOSSIER_CONFLICT');
    // Unchanged documents need not be sent again.
    const again = serverDossierSchema.parse((await forward(sample, { baseVersion: 1 })).body);
    expect(again).toMatchObject({ status: 'CHO_KTT_KY', version: 2, note: '' });
    expect(again.log.map(({ status }) => status)).toEqual(['CHO_KTT_KY', 'TRA_LAI', 'CHO_KTT_KY']);
    expect(
      await test.ktt.refusal('POST', `${path}/return`, { ...back, mutationId: crypto.randomUUID() }),
    ).toBe('DOSSIER_CONFLICT');
  });
});

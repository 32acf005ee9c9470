import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BackendClient } from '#main/backend-client/backend-client.ts';
import { accountOf } from '#main/shells/cli/demo/people.ts';
import { signWithPin } from '#main/shells/cli/demo/sign-with-pin.ts';
import type { Core, CoreEvent, DossierView } from '#shared/contract/ipc.ts';
import { HttpPerson } from '../backend/support/http-person.ts';
import {
  draftDossier,
  shown,
  startBudgetUnit,
  startSigning,
  typePin,
  untilEnded,
  type BudgetUnit,
} from '#test/support/budget-unit.ts';

let unit: BudgetUnit;
let ktv: Core;
let ktt: Core;
let ctk: Core;

beforeAll(async () => {
  unit = await startBudgetUnit();
  ktv = await unit.signIn('KTV');
  ktt = await unit.signIn('KTT');
  ctk = await unit.signIn('CTK');
});
afterAll(() => unit.close());

async function forwarded(): Promise<DossierView> {
  const draft = await draftDossier(ktv);
  const { code } = await ktv.call('dossiers.forward', { code: draft.code });
  // The chief accountant opens it: what nobody looked at is not signed.
  return ktt.call('dossiers.get', { code });
}

describe('a payment dossier from draft to acceptance', () => {
  it('is signed by two people on their tokens and accepted, and other tools call every signature valid', async () => {
    const { code } = await forwarded();
    await signWithPin(ktt, await ktt.call('dossiers.get', { code }), unit.signers.KTT.pin);
    const job = await signWithPin(ctk, await ctk.call('dossiers.get', { code }), unit.signers.CTK.pin);
    expect(job.results.map(({ indication }) => indication)).toEqual(['valid', 'valid', 'valid']);
    const submitted = await ctk.call('dossiers.submit', { code });
    expect(submitted.status).toBe('CHO_KBNN');

    const officer = new BackendClient(unit.backend.url);
    const account = accountOf(unit.backend, 'KBNN');
    await officer.signIn(account.username, account.password);
    const { documents } = await officer.report(code);
    expect(documents.map(({ report }) => [report.indication, report.signatures.length])).toEqual([
      ['valid', 2],
      ['valid', 2],
      ['valid', 2],
    ]);
    const accepted = await officer.accept(code, crypto.randomUUID(), submitted.version);
    expect(accepted.status).toBe('DA_TIEP_NHAN');
    expect(accepted.log.map(({ status }) => status)).toEqual([
      'CHO_KTT_KY',
      'CHO_CTK_KY',
      'CHO_GUI',
      'CHO_KBNN',
      'DA_TIEP_NHAN',
    ]);
    await judgedByOthers(code);
  });

  async function judgedByOthers(code: DossierView['code']): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'dvctt-judge-'));
    try {
      writeFileSync(join(folder, 'root.pem'), unit.backend.ca.rootPem);
      writeFileSync(join(folder, 'ca.pem'), unit.backend.ca.issuingPem);
      const { documents } = await ktv.call('dossiers.get', { code });
      for (const { id } of documents) {
        const file = await ktv.call('documents.read', { code, documentId: id });
        const path = join(folder, 'signed');
        writeFileSync(path, Buffer.from(file.base64, 'base64'));
        if (file.mediaType === 'application/pdf') {
          const words = execFileSync('pdfsig', ['-nocert', path], { encoding: 'utf8' });
          expect(words.match(/Signature Validation: Signature is Valid\./g)).toHaveLength(2);
        } else {
          for (const place of [1, 2]) {
            execFileSync('xmlsec1', [
              ...['--verify', '--enabled-key-data', 'x509'],
              ...['--trusted-pem', join(folder, 'root.pem'), '--untrusted-pem', join(folder, 'ca.pem')],
              ...['--id-attr:Id', 'SignedProperties'],
              ...['--node-xpath', `(//*[local-name()='Signature'])[${place}]`, path],
            ]);
          }
        }
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  it('carries a spreadsheet that both signers sign beside it, and openssl accepts the signatures', async () => {
    const draft = await draftDossier(ktv);
    const sheet = Buffer.from('ngày;số tiền\n22/11/2026;1005000\n');
    await ktv.call('drafts.attach', {
      code: draft.code,
      name: 'bảng kê.csv',
      base64: sheet.toString('base64'),
    });
    const { code } = await ktv.call('dossiers.forward', { code: draft.code });
    await signWithPin(ktt, await ktt.call('dossiers.get', { code }), unit.signers.KTT.pin);
    const { results } = await signWithPin(
      ctk,
      await ctk.call('dossiers.get', { code }),
      unit.signers.CTK.pin,
    );
    const signed = results.find(({ name }) => name === 'bảng kê.csv');
    expect(signed?.indication).toBe('valid');

    const folder = mkdtempSync(join(tmpdir(), 'dvctt-judge-'));
    const documentId = signed?.documentId ?? '';
    const signature = await ctk.call('documents.read', { code, documentId });
    expect(signature.name).toBe('bảng kê.csv.p7s');
    const original = await ctk.call('documents.original', { code, documentId });
    expect(Buffer.from(original.base64, 'base64')).toEqual(sheet);
    writeFileSync(join(folder, 'p7s'), Buffer.from(signature.base64, 'base64'));
    writeFileSync(join(folder, 'content'), sheet);
    writeFileSync(join(folder, 'root.pem'), unit.backend.ca.rootPem);
    const judged = execFileSync('openssl', [
      ...['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', join(folder, 'p7s')],
      ...['-content', join(folder, 'content'), '-CAfile', join(folder, 'root.pem'), '-purpose', 'any'],
    ]);
    expect(judged).toEqual(sheet);
    rmSync(folder, { recursive: true });
    expect(await ctk.call('documents.verify', { code, documentId })).toMatchObject({ indication: 'valid' });
  });

  it('is signed by nobody before the chief accountant', async () => {
    const dossier = await forwarded();
    await expect(startSigning(ctk, dossier)).rejects.toThrow('ROLE_FORBIDDEN');
    await expect(startSigning(ktv, dossier)).rejects.toThrow();
  });

  it('goes back to the accountant with a note, is mended, and comes again without the old signatures', async () => {
    const { code } = await forwarded();
    await signWithPin(ktt, await ktt.call('dossiers.get', { code }), unit.signers.KTT.pin);
    const returned = await ctk.call('dossiers.return', { code, note: 'Sai số hóa đơn' });
    expect(returned).toMatchObject({ status: 'TRA_LAI', note: 'Sai số hóa đơn' });

    const seen = await ktv.call('dossiers.get', { code });
    expect(seen.actions).toContain('edit');
    const saved = await ktv.call('drafts.save', {
      code,
      baseVersion: seen.version,
      content: { ...seen.content, title: 'Đã sửa số hóa đơn' },
    });
    expect(saved).toMatchObject({ status: 'TRA_LAI', place: 'local' });
    const again = await ktv.call('dossiers.forward', { code });
    expect(again.status).toBe('CHO_KTT_KY');
    expect(again.documents.every(({ signedBy }) => signedBy.length === 0)).toBe(true);
  });

  it('comes back from the Treasury once to be supplemented, and everybody sees since when who holds it', async () => {
    const { code } = await forwarded();
    const held = async (core: Core) => {
      const { dossiers } = await core.call('dossiers.list', { query: code });
      return dossiers.map(({ status, heldBy, heldSince }) => ({ status, heldBy, heldSince }));
    };
    await signWithPin(ktt, await ktt.call('dossiers.get', { code }), unit.signers.KTT.pin);
    await signWithPin(ctk, await ctk.call('dossiers.get', { code }), unit.signers.CTK.pin);
    const { version, log } = await ctk.call('dossiers.submit', { code });
    expect(await held(ctk)).toEqual([{ status: 'CHO_KBNN', heldBy: 'KBNN', heldSince: log.at(-1)?.at }]);

    const arrived: CoreEvent[] = [];
    const stop = ktv.subscribe((event) => arrived.push(event));
    const account = accountOf(unit.backend, 'KBNN');
    const officer = await HttpPerson.signIn(unit.backend.url, account.username, account.password);
    const ask = { mutationId: crypto.randomUUID(), version, reason: 'Thiếu hợp đồng' };
    expect((await officer.send('POST', `/officer/dossiers/${code}/supplement`, ask)).status).toBe(200);
    await expect.poll(() => held(ktv)).toMatchObject([{ status: 'YEU_CAU_BO_SUNG', heldBy: 'KTV' }]);
    await expect
      .poll(() => arrived.filter(({ name }) => name === 'dossiers.arrived'))
      .toMatchObject([{ payload: { code, status: 'YEU_CAU_BO_SUNG' } }]);
    stop();

    const seen = await ktv.call('dossiers.get', { code });
    expect(seen).toMatchObject({ note: 'Thiếu hợp đồng', actions: ['edit', 'forward', 'copy'] });
    const content = { ...seen.content, title: 'Có thêm hợp đồng' };
    const saved = await ktv.call('drafts.save', { code, baseVersion: seen.version, content });
    const { status, heldSince, note } = saved;
    expect({ status, heldSince, note }).toEqual({
      status: 'YEU_CAU_BO_SUNG',
      heldSince: seen.heldSince,
      note: 'Thiếu hợp đồng',
    });
    expect(await held(ktv)).toEqual([
      { status: 'YEU_CAU_BO_SUNG', heldBy: 'KTV', heldSince: seen.heldSince },
    ]);
    const again = await ktv.call('dossiers.forward', { code });
    expect(again).toMatchObject({ status: 'CHO_KTT_KY', heldSince: again.log.at(-1)?.at });
    expect(again.documents.every(({ signedBy }) => signedBy.length === 0)).toBe(true);
  });

  it('tells a signer of what comes to their desk, and nobody of their own steps', async () => {
    await ktt.call('sync.now', {});
    const heard = { ktv: [] as CoreEvent[], ktt: [] as CoreEvent[] };
    const stops = [
      ktv.subscribe((event) => heard.ktv.push(event)),
      ktt.subscribe((event) => heard.ktt.push(event)),
    ];
    const { code } = await draftDossier(ktv);
    // The chief accountant does not open it: who sees it already is told nothing.
    await ktv.call('dossiers.forward', { code });
    const arrivals = (events: readonly CoreEvent[]) =>
      events.flatMap((event) => (event.name === 'dossiers.arrived' ? [event.payload] : []));
    await expect
      .poll(() => arrivals(heard.ktt))
      .toEqual([{ code, title: 'Tiền điện tháng 11', status: 'CHO_KTT_KY' }]);
    await ktv.call('sync.now', {});
    expect(arrivals(heard.ktv)).toEqual([]);
    for (const stop of stops) stop();
  });

  it('stops an edit of a returned dossier that another window has overtaken', async () => {
    const { code } = await forwarded();
    await ktt.call('dossiers.return', { code, note: 'x' });
    const seen = await ktv.call('dossiers.get', { code });
    const edit = (title: string) => ({
      code,
      baseVersion: seen.version,
      content: { ...seen.content, title },
    });
    await ktv.call('drafts.save', edit('cửa sổ một'));
    await expect(ktv.call('drafts.save', edit('cửa sổ hai'))).rejects.toThrow('DOSSIER_CONFLICT');
    expect((await ktv.call('dossiers.get', { code })).content.title).toBe('cửa sổ một');
  });
});

describe('signing a dossier', () => {
  it('spends one try on a wrong PIN, says so, and signs with the right one on the second press', async () => {
    const dossier = await forwarded();
    const job = await startSigning(ktt, dossier);
    expect(job.phase).toBe('awaiting-pin');
    const { prompt } = await ktt.call('pin.describe', { jobId: job.jobId });
    const refused = await typePin(ktt, job.jobId, prompt, '0000000');
    expect(refused).toMatchObject({ kind: 'refused', failure: { code: 'PIN_INCORRECT' } });
    if (refused.kind !== 'refused' || refused.prompt === undefined) throw new Error('no second prompt');
    expect(await ktt.call('signing.status', { jobId: job.jobId })).toMatchObject({ phase: 'awaiting-pin' });
    expect(await typePin(ktt, job.jobId, refused.prompt, unit.signers.KTT.pin)).toEqual({ kind: 'accepted' });
    expect(await untilEnded(ktt, job.jobId)).toMatchObject({ phase: 'done' });
  });

  it('does not take the same sealed PIN twice', async () => {
    const job = await startSigning(ktt, await forwarded());
    const { prompt } = await ktt.call('pin.describe', { jobId: job.jobId });
    await typePin(ktt, job.jobId, prompt, '0000000');
    const replayed = await typePin(ktt, job.jobId, prompt, unit.signers.KTT.pin);
    expect(replayed).toMatchObject({ kind: 'refused', failure: { code: 'PIN_PROMPT_EXPIRED' } });
    await ktt.call('signing.cancel', { jobId: job.jobId });
  });

  it('refuses when a document is not the one that was shown', async () => {
    const dossier = await forwarded();
    const { certificates } = await ktt.call('certificates.list', {});
    const expected = { ...shown(dossier), [dossier.documents[0]?.id ?? '']: '0'.repeat(64) };
    const job = await ktt.call('signing.start', {
      code: dossier.code,
      certificateId: certificates[0]?.id ?? '',
      expected,
    });
    expect(job).toMatchObject({ phase: 'failed', failure: { code: 'DOCUMENT_CHANGED' } });
  });

  it('refuses the certificate of the other signer before any PIN is asked', async () => {
    const dossier = await forwarded();
    const { certificates } = await ktt.call('certificates.list', {});
    const foreign = certificates.find(({ serial }) => serial === unit.signers.CTK.certificateSerial);
    expect(foreign?.refusals).toContain('CERT_OF_ANOTHER');
    expect(foreign?.boundRole).toBe('Chủ tài khoản');
    expect(foreign?.registeredFor?.role).toBe('Chủ tài khoản');
    await expect(
      ktt.call('signing.start', {
        code: dossier.code,
        certificateId: foreign?.id ?? '',
        expected: shown(dossier),
      }),
    ).rejects.toThrow('CERT_OF_ANOTHER');
  });

  it('changes nothing when the person cancels at the PIN', async () => {
    const dossier = await forwarded();
    const job = await startSigning(ktt, dossier);
    await ktt.call('pin.cancel', { jobId: job.jobId });
    expect(await untilEnded(ktt, job.jobId)).toMatchObject({ phase: 'cancelled' });
    await expect(ktt.call('pin.describe', { jobId: job.jobId })).rejects.toThrow('PIN_PROMPT_EXPIRED');
    const after = await ktt.call('dossiers.get', { code: dossier.code });
    expect(after).toMatchObject({ status: 'CHO_KTT_KY', version: dossier.version });
  });
});

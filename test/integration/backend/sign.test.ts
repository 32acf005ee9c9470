import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  dossierReportSchema,
  problemSchema,
  serverDossierSchema,
  type ServerDossier,
} from '#shared/contract/http.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DevCa } from '#backend/dev-ca/dev-ca.ts';
import { firstBrokenRow } from '#backend/audit/verify.ts';
import { liftAppendOnly } from '#test/support/lift-append-only.ts';
import { CardHolder } from './support/card-holder.ts';
import { codeOf, HttpPerson } from './support/http-person.ts';
import { sampleDossier, samplePdf, type SampleDossier } from './support/sample-dossier.ts';
import { withOtherPage } from './support/other-page.ts';
import { accepted, TestBackend } from './support/test-backend.ts';

type Given = { sample: SampleDossier; dossier: ServerDossier };
const step = (version = 1) => ({ mutationId: crypto.randomUUID() as string, version });

describe('signing a dossier and sending it to the Treasury', () => {
  let test: TestBackend;
  beforeAll(async () => {
    test = await TestBackend.start();
  });
  afterAll(() => test.stop());
  const commit = (person: HttpPerson, { sample }: Given, request: object) =>
    person.send('POST', `/dossiers/${sample.code}/signatures`, request);
  const statusOf = async ({ sample }: Given) =>
    accepted(await test.ktv.send('GET', `/dossiers/${sample.code}`)).status;

  it('goes from the accountant to the officer, and every signature is reported as valid', async () => {
    const forwarded = await test.forwarded();
    const path = `/dossiers/${forwarded.sample.code}`;
    const first = await test.signed(test.ktt, test.kttCard, forwarded);
    expect(first.dossier.status).toBe('CHO_CTK_KY');
    const both = await test.signed(test.ctk, test.ctkCard, first);
    expect(both.dossier.status).toBe('CHO_GUI');
    for (const document of both.dossier.documents) expect(document.signedBy).toEqual(['KTT', 'CTK']);

    const { documents } = dossierReportSchema.parse((await test.ktv.send('GET', `${path}/report`)).body);
    expect(documents).toHaveLength(4);
    for (const { name, report } of documents) {
      expect(report.indication, name).toBe('valid');
      // In a CMS the signers stand in the order of their bytes (SET OF, X.690 §11.6), not of signing.
      const inOrder = report.signatures.toSorted((a, b) =>
        (a.claimedSigningTime ?? '').localeCompare(b.claimedSigningTime ?? ''),
      );
      const expected = [test.kttCard.serial, test.ctkCard.serial];
      const serials = inOrder.map(({ signer }) => signer?.serial);
      expect(name.endsWith('.txt') ? serials.toSorted() : serials, name).toEqual(
        name.endsWith('.txt') ? expected.toSorted() : expected,
      );
    }

    const submit = step();
    const sent = await test.ctk.send('POST', `${path}/submit`, submit);
    expect(accepted(sent).status).toBe('CHO_KBNN');
    // The line broke before the answer came: the client asks again.
    expect((await test.ctk.send('POST', `${path}/submit`, submit)).body).toEqual(sent.body);
    const list = (await test.officer.send('GET', '/officer/dossiers')).body;
    expect(JSON.stringify(list)).toContain(forwarded.sample.code);
    const taken = accepted(await test.officer.send('POST', `/officer${path}/accept`, step()));
    expect(taken.status).toBe('DA_TIEP_NHAN');
    expect(taken.log.map(({ status, by }) => `${status} ${by}`)).toEqual([
      'CHO_KTT_KY Trần Thị Thu Hà',
      'CHO_CTK_KY Nguyễn Thị Hồng Vân',
      'CHO_GUI Phạm Văn Đức',
      'CHO_KBNN Phạm Văn Đức',
      'DA_TIEP_NHAN Lê Thị Minh Khuê',
    ]);
    expect(serverDossierSchema.parse((await test.ktv.send('GET', path)).body)).toEqual(taken);
    expect(
      codeOf(await test.officer.send('POST', `/officer${path}/reject`, { ...step(), reason: 'x' })),
    ).toBe('DOSSIER_STATE');
  });

  it('takes an invoice that a supplier signed with a certificate nobody here knows: it is theirs to answer for', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dvctt-supplier-'));
    const supplier = await CardHolder.make(await DevCa.open(folder, () => new Date()));
    rmSync(folder, { recursive: true });
    const pdf = { kind: 'ATTACHMENT', mediaType: 'application/pdf', bytes: await samplePdf('Invoice') };
    const invoice = await supplier.sign(pdf, pdf.bytes);
    const sample = await sampleDossier(undefined, undefined, invoice);
    const first = await test.signed(test.ktt, test.kttCard, await test.forwarded(sample));
    const both = await test.signed(test.ctk, test.ctkCard, first);
    accepted(await test.ctk.send('POST', `/dossiers/${sample.code}/submit`, step()));
    const { documents } = dossierReportSchema.parse(
      (await test.officer.send('GET', `/dossiers/${sample.code}/report`)).body,
    );
    const report = documents.find(({ id }) => id === 'attachment.a1')?.report;
    // Shown for what it is, beside two sound ones.
    expect(report?.signatures.map(({ indication }) => indication)).toEqual([
      'indeterminate',
      'valid',
      'valid',
    ]);
    expect(both.dossier.documents.every(({ signedBy }) => signedBy.length === 2)).toBe(true);
  });

  it('shows the unit why the officer refused', async () => {
    const { sample } = await test.signedByBoth();
    const path = `/dossiers/${sample.code}`;
    expect(await test.officer.refusal('POST', `/officer${path}/accept`, step())).toBe('DOSSIER_NOT_FOUND');
    accepted(await test.ctk.send('POST', `${path}/submit`, step()));
    accepted(await test.officer.send('POST', `/officer${path}/reject`, { ...step(), reason: 'Sai mục chi' }));
    expect(accepted(await test.ktv.send('GET', path))).toMatchObject({
      status: 'KBNN_TU_CHOI',
      note: 'Sai mục chi',
    });
  });

  describe('refuses', () => {
    let forwarded: Given;
    beforeEach(async () => {
      forwarded = await test.forwarded();
    });
    const refusedForKtt = async (
      card: CardHolder,
      options: Parameters<TestBackend['stageSigned']>[3] = {},
    ): Promise<string> => {
      const request = await test.stageSigned(test.ktt, card, forwarded, options);
      const code = codeOf(await commit(test.ktt, forwarded, request));
      expect(await statusOf(forwarded)).toBe('CHO_KTT_KY');
      return code;
    };
    const registered = async <T>(card: CardHolder, work: () => Promise<T>): Promise<T> => {
      await test.backend.registry.registerCertificate('ktt.songlo', card.identity.certificate);
      try {
        return await work();
      } finally {
        await test.backend.registry.registerCertificate('ktt.songlo', test.kttCard.identity.certificate);
      }
    };

    it('a valid certificate that is not the registered one, telling both serials', async () => {
      const renewed = await CardHolder.make(test.backend.ca);
      const request = await test.stageSigned(test.ktt, renewed, forwarded);
      const answer = await commit(test.ktt, forwarded, request);
      expect(problemSchema.parse(answer.body).failure).toMatchObject({
        code: 'CERT_NOT_REGISTERED',
        details: { used: renewed.serial, registered: test.kttCard.serial },
      });
      expect(await statusOf(forwarded)).toBe('CHO_KTT_KY');
    });

    it('the account holder’s card in the chief accountant’s session', async () => {
      expect(await refusedForKtt(test.ctkCard)).toBe('CERT_OF_ANOTHER');
    });

    it('a registered certificate that has expired, whatever time the signature claims', async () => {
      const day = 86_400_000;
      const expired = await CardHolder.make(test.backend.ca, {
        notBefore: new Date(Date.now() - 30 * day),
        notAfter: new Date(Date.now() - day),
      });
      await registered(expired, async () => {
        expect(await refusedForKtt(expired)).toBe('CERT_EXPIRED');
        expect(await refusedForKtt(expired, { signingTime: new Date(Date.now() - 2 * day) })).toBe(
          'CERT_EXPIRED',
        );
      });
    });

    it('a certificate that is not yet valid, is not for signing, or was revoked', async () => {
      const future = await CardHolder.make(test.backend.ca, { notBefore: new Date(Date.now() + 86_400_000) });
      await registered(future, async () => expect(await refusedForKtt(future)).toBe('CERT_NOT_YET_VALID'));
      const cipher = await CardHolder.make(test.backend.ca, { keyUsage: ['keyEncipherment'] });
      await registered(cipher, async () => expect(await refusedForKtt(cipher)).toBe('CERT_KEY_USAGE'));
      const lost = await CardHolder.make(test.backend.ca);
      await test.backend.ca.revoke(lost.serial);
      await registered(lost, async () => expect(await refusedForKtt(lost)).toBe('CERT_REVOKED'));
    });

    it('a clock that is wrong by an hour', async () => {
      const hour = 3_600_000;
      expect(await refusedForKtt(test.kttCard, { signingTime: new Date(Date.now() + hour / 2) })).toBe(
        'SIGNING_TIME_WRONG',
      );
      expect(await refusedForKtt(test.kttCard, { signingTime: new Date(Date.now() - hour) })).toBe(
        'SIGNING_TIME_WRONG',
      );
    });

    it('a document left unsigned, or sent without a signature', async () => {
      const request = await test.stageSigned(test.ktt, test.kttCard, forwarded);
      const [, ...rest] = request.documents;
      expect(codeOf(await commit(test.ktt, forwarded, { ...request, documents: rest }))).toBe(
        'SIGNATURE_MISSING',
      );
      const twice = [...request.documents, ...request.documents.slice(0, 1)];
      expect(codeOf(await commit(test.ktt, forwarded, { ...request, documents: twice }))).toBe(
        'REQUEST_INVALID',
      );
      const unstaged = request.documents.map((document) => ({ ...document, sha256: '0'.repeat(64) }));
      expect(codeOf(await commit(test.ktt, forwarded, { ...request, documents: unstaged }))).toBe(
        'DOCUMENT_CHANGED',
      );
    });

    it.each(['voucher.v1.pdf', 'voucher.v1.xml', 'attachment.a1', 'attachment.a2'])(
      'bytes of %s that changed on the wire, wherever they changed',
      async (victim) => {
        const document = forwarded.sample.documents.find(({ id }) => id === victim)!;
        // In the frozen part of the file, and in what the signature added.
        for (const place of [0.02, 0.3, 0.6, 0.98]) {
          const code = await refusedForKtt(test.kttCard, {
            alter: (bytes, id) => {
              if (id !== victim) return bytes;
              const altered = Uint8Array.from(bytes);
              const at = Math.floor(altered.length * place);
              altered[at] = (altered[at] ?? 0) ^ 1;
              return altered;
            },
          });
          expect(code, `${victim} of ${document.bytes.length} bytes at ${place}`).toMatch(
            /^(DOCUMENT_CHANGED|SIGNATURE_(INVALID|INDETERMINATE|MISSING)|PDF_BROKEN|XML_BROKEN|CERT_\w+)$/,
          );
        }
      },
    );

    it('a signature over an altered amount, though the signature itself is sound', async () => {
      const alteredXml = async (bytes: Uint8Array, id: string) => {
        if (id !== 'voucher.v1.xml') return bytes;
        const document = forwarded.sample.documents.find((candidate) => candidate.id === id)!;
        const text = new TextDecoder().decode(document.bytes).replace('1005000', '9005000');
        return test.kttCard.sign(document, new TextEncoder().encode(text));
      };
      expect(await refusedForKtt(test.kttCard, { alter: alteredXml })).toBe('DOCUMENT_CHANGED');
    });

    it('another file, soundly signed, in place of the attachment', async () => {
      const other = await test.forwarded();
      const swap = async (bytes: Uint8Array, id: string) => {
        if (!id.startsWith('attachment.')) return bytes;
        const document = other.sample.documents.find((candidate) => candidate.id === id)!;
        return test.kttCard.sign(document, document.bytes);
      };
      expect(await refusedForKtt(test.kttCard, { alter: swap })).toBe('DOCUMENT_CHANGED');
      const swapNotes = (bytes: Uint8Array, id: string) => (id === 'attachment.a2' ? swap(bytes, id) : bytes);
      expect(await refusedForKtt(test.kttCard, { alter: swapNotes })).toBe('SIGNATURE_INVALID');
    });

    it('an amount laid over the frozen page before signing, though no frozen byte changed', async () => {
      const overlay = (bytes: Uint8Array, id: string) => {
        const document = forwarded.sample.documents.find((candidate) => candidate.id === id)!;
        return id === 'voucher.v1.pdf' ? test.kttCard.sign(document, withOtherPage(document.bytes)) : bytes;
      };
      expect(await refusedForKtt(test.kttCard, { alter: overlay })).toBe('DOCUMENT_CHANGED');
    });

    it('two signatures of one person at one step', async () => {
      const twice = (bytes: Uint8Array, id: string) => {
        const document = forwarded.sample.documents.find((candidate) => candidate.id === id)!;
        return test.kttCard.sign(document, bytes);
      };
      expect(await refusedForKtt(test.kttCard, { alter: twice })).toMatch(
        /^(SIGNATURE_INVALID|DOCUMENT_CHANGED)$/,
      );
    });

    it('the account holder before the chief accountant', async () => {
      const request = await test.stageSigned(test.ctk, test.ctkCard, forwarded);
      expect(codeOf(await commit(test.ctk, forwarded, request))).toBe('SIGNATURE_ORDER');
      expect(await test.ktv.refusal('POST', `/dossiers/${forwarded.sample.code}/signatures`, request)).toBe(
        'ROLE_FORBIDDEN',
      );
      expect(await test.ctk.refusal('POST', `/dossiers/${forwarded.sample.code}/submit`, step())).toBe(
        'DOSSIER_STATE',
      );
    });

    it('one human who signs both steps with two accounts and two cards', async () => {
      await test.backend.registry.savePerson({
        username: 'uqctk.songlo',
        name: 'Nguyễn Thị Hồng Vân',
        role: 'UQ_CTK',
        unitCode: '1001163',
        treasuryCode: '0064',
        identityNumber: '031180001234',
        password: 'mật khẩu thứ hai',
      });
      const card = await CardHolder.make(test.backend.ca);
      await test.backend.registry.registerCertificate('uqctk.songlo', card.identity.certificate);
      const second = await HttpPerson.signIn(test.backend.url, 'uqctk.songlo', 'mật khẩu thứ hai');
      const once = await test.signed(test.ktt, test.kttCard, forwarded);
      const request = await test.stageSigned(second, card, once);
      expect(codeOf(await commit(second, once, request))).toBe('SIGNER_DUPLICATE');
    });

    it('an account holder’s revision from which the chief accountant’s signature is gone', async () => {
      const once = await test.signed(test.ktt, test.kttCard, forwarded);
      const alone = (_bytes: Uint8Array, id: string) => {
        const document = forwarded.sample.documents.find((candidate) => candidate.id === id)!;
        return test.ctkCard.sign(document, document.bytes);
      };
      const request = await test.stageSigned(test.ctk, test.ctkCard, once, { alter: alone });
      expect(codeOf(await commit(test.ctk, once, request))).toBe('DOCUMENT_CHANGED');
      // Each document by itself: a detached signature has no content whose loss would show.
      for (const only of request.documents) {
        const mixed = await test.stageSigned(test.ctk, test.ctkCard, once, {
          alter: (bytes, id) => (id === only.id ? alone(bytes, id) : bytes),
        });
        expect(codeOf(await commit(test.ctk, once, mixed)), only.id).toBe(
          only.id === 'attachment.a2' ? 'SIGNATURE_MISSING' : 'DOCUMENT_CHANGED',
        );
      }
    });
  });

  it('lets one of two commits at once win and tells the other that the dossier has moved', async () => {
    const forwarded = await test.forwarded();
    const request = await test.stageSigned(test.ktt, test.kttCard, forwarded);
    const requests = [request, { ...request, mutationId: crypto.randomUUID() as string }];
    const answers = await Promise.all(requests.map((request) => commit(test.ktt, forwarded, request)));
    const codes = answers.map(codeOf).sort();
    expect(codes).toHaveLength(2);
    expect(codes).toContain('accepted with 200');
    // One that comes as the other commits may see the dossier from before it and the signature from after it.
    expect(['DOSSIER_STATE', 'DOCUMENT_SIGNED']).toContain(
      codes.find((code) => code !== 'accepted with 200'),
    );
  });

  it('takes the signatures sent last, and tells a window that still holds earlier ones', async () => {
    const forwarded = await test.forwarded();
    const earlier = await test.stageSigned(test.ktt, test.kttCard, forwarded, {
      signingTime: new Date(Date.now() - 60_000),
    });
    const later = await test.stageSigned(test.ktt, test.kttCard, forwarded);
    expect(codeOf(await commit(test.ktt, forwarded, earlier))).toBe('DOCUMENT_CHANGED');
    expect(codeOf(await commit(test.ktt, forwarded, later))).toBe('accepted with 200');
  });

  it('sends once when the button is pressed on two machines', async () => {
    const { sample } = await test.signedByBoth();
    const path = `/dossiers/${sample.code}/submit`;
    const answers = await Promise.all([
      test.ctk.send('POST', path, step()),
      test.ctk.send('POST', path, step()),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const dossier = accepted(await test.ktv.send('GET', `/dossiers/${sample.code}`));
    expect(dossier.log.filter(({ status }) => status === 'CHO_KBNN')).toHaveLength(1);
  });

  it('does not send a dossier whose signer’s certificate was revoked in the meantime', async () => {
    const card = await CardHolder.make(test.backend.ca);
    await test.backend.registry.registerCertificate('ctk.songlo', card.identity.certificate);
    const first = await test.signed(test.ktt, test.kttCard, await test.forwarded());
    const both = await test.signed(test.ctk, card, first);
    await test.backend.ca.revoke(card.serial);
    expect(await test.ctk.refusal('POST', `/dossiers/${both.sample.code}/submit`, step())).toBe(
      'CERT_REVOKED',
    );
    await test.backend.registry.registerCertificate('ctk.songlo', test.ctkCard.identity.certificate);
  });

  it('voids the signatures of a returned dossier: the new version starts unsigned', async () => {
    const first = await test.signed(test.ktt, test.kttCard, await test.forwarded());
    const path = `/dossiers/${first.sample.code}`;
    accepted(await test.ctk.send('POST', `${path}/return`, { ...step(), note: 'Sai số hóa đơn' }));
    const again = accepted(
      await test.ktv.send('POST', `${path}/forward`, test.forwardRequest(first.sample, 1)),
    );
    expect(again.version).toBe(2);
    for (const document of again.documents) {
      expect(document).toMatchObject({ signedBy: [], sha256: document.originalSha256 });
    }
    // Signatures made for the version before are no longer asked for.
    const late = await test.stageSigned(test.ktt, test.kttCard, { ...first, dossier: again });
    expect(codeOf(await commit(test.ktt, first, { ...late, version: 1 }))).toBe('DOSSIER_CONFLICT');
    expect(codeOf(await commit(test.ktt, first, late))).toBe('accepted with 200');
  });

  it('writes every decision into an audit chain that shows a row altered or taken out', async () => {
    const { store } = test.backend;
    const rows = await store.selectFrom('audit').selectAll().orderBy('sequence').execute();
    expect(new Set(rows.map(({ action }) => action))).toEqual(
      new Set([
        'person.saved',
        'certificate.registered',
        'dossier.forward',
        'dossier.signKtt',
        'dossier.signCtk',
        'dossier.submit',
        'dossier.return',
        'dossier.accept',
        'dossier.reject',
      ]),
    );
    expect(await firstBrokenRow(store)).toBeUndefined();
    const middle = rows[Math.floor(rows.length / 2)]!;
    const alter = () =>
      store.updateTable('audit').set({ actor: 'nobody' }).where('sequence', '=', middle.sequence).execute();
    const remove = () => store.deleteFrom('audit').where('sequence', '=', middle.sequence).execute();
    await expect(alter()).rejects.toThrow(/append-only/);
    await expect(remove()).rejects.toThrow(/append-only/);
    expect(await firstBrokenRow(store)).toBeUndefined();
    await liftAppendOnly(store);
    await alter();
    expect(await firstBrokenRow(store)).toBe(middle.sequence);
    await remove();
    expect(await firstBrokenRow(store)).toBe(middle.sequence);
  });
});

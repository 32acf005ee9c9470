import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dossierReportSchema, problemSchema } from '#shared/contract/http.ts';
import { HttpPerson } from './support/http-person.ts';
import { accepted, TestBackend } from './support/test-backend.ts';
import { weaknesses } from './support/weaknesses.ts';

/** Asks for the server's health until `work` has ended; how many answers came meanwhile. */
async function answersMeanwhile(url: string, work: Promise<unknown>): Promise<number> {
  const state = { over: false };
  const ended = work.finally(() => (state.over = true));
  const stranger = new HttpPerson(url);
  let answers = 0;
  while (!state.over) {
    const { status } = await stranger.send('GET', '/health');
    expect(status).toBe(200);
    answers += 1;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await ended;
  return answers;
}

/** A server that a file held up until its deadline would answer once or twice; a free one fifty times a second. */
const manyAnswers = 5;

const append = (marker: string, victim: string) => (bytes: Uint8Array, id: string) =>
  id === victim ? new Uint8Array(Buffer.concat([bytes, Buffer.from(marker)])) : bytes;

describe('a backend whose parsers have a weakness', () => {
  // Honest files are judged well within it on a machine with much else to do.
  const deadline = 8000;
  let test: TestBackend;
  beforeAll(async () => {
    const program = join(import.meta.dirname, 'support', 'weak-worker.ts');
    test = await TestBackend.start({ validation: { program, deadline, memory: 96 } });
  });
  afterAll(() => test.stop());

  it.each([
    [weaknesses.spin, 'attachment.a1', 'PDF_BROKEN', 'time'],
    [weaknesses.hoard, 'voucher.v1.xml', 'XML_TOO_COMPLEX', 'memory'],
    [weaknesses.crash, 'attachment.a2', 'SIGNATURE_INDETERMINATE', 'thread'],
  ] as const)(
    'refuses a file that makes it %s, by the name of %s, and answers others meanwhile',
    async (marker, victim, code, limit) => {
      const given = await test.forwarded();
      const others = await test.signed(test.ktt, test.kttCard, await test.forwarded());
      const othersRequest = await test.stageSigned(test.ctk, test.ctkCard, others);
      const request = await test.stageSigned(test.ktt, test.kttCard, given, {
        alter: append(marker, victim),
      });
      const path = `/dossiers/${given.sample.code}`;
      let over = false;
      const hostile = test.ktt.send('POST', `${path}/signatures`, request).finally(() => (over = true));
      const honest = test.ctk
        .send('POST', `/dossiers/${others.sample.code}/signatures`, othersRequest)
        .then((answer) => ({ answer, waitedForHostile: over }));
      const answers = await answersMeanwhile(test.backend.url, Promise.all([hostile, honest]));
      const { failure } = problemSchema.parse((await hostile).body);
      const name = given.sample.documents.find(({ id }) => id === victim)?.name;
      expect(failure).toEqual({ code, details: { name, limit } });
      // The two others end a worker sooner than a busy machine may answer this often.
      if (marker === weaknesses.spin) expect(answers).toBeGreaterThan(manyAnswers);
      const { answer, waitedForHostile } = await honest;
      expect(accepted(answer).status).toBe('CHO_GUI');
      if (marker === weaknesses.spin) expect(waitedForHostile).toBe(false);
      expect(accepted(await test.ktv.send('GET', path)).status).toBe('CHO_KTT_KY');
      // The same person's honest signatures go through afterwards.
      expect((await test.signed(test.ktt, test.kttCard, given)).dossier.status).toBe('CHO_CTK_KY');
    },
  );

  it('reports a document that it cannot judge as undecided, beside the others’ reports', async () => {
    const given = await test.forwarded();
    const path = `/dossiers/${given.sample.code}`;
    // As if the weakness had come with an update, after the file was taken in.
    await test.backend.store
      .updateTable('revisions')
      .set({ sha256: await storedWithMarker(test) })
      .where('dossier_code', '=', given.sample.code)
      .where('document_id', '=', 'attachment.a1')
      .execute();
    const { documents } = dossierReportSchema.parse((await test.ktv.send('GET', `${path}/report`)).body);
    expect(Object.fromEntries(documents.map(({ id, report }) => [id, report.indication]))).toEqual({
      'voucher.v1.pdf': 'invalid',
      'voucher.v1.xml': 'invalid',
      'attachment.a1': 'indeterminate',
      'attachment.a2': 'invalid',
    });
  });
});

/** Uploads a PDF with the marker for another dossier and tells its hash. */
async function storedWithMarker(test: TestBackend): Promise<string> {
  const other = await test.forwarded();
  const request = await test.stageSigned(test.ktt, test.kttCard, other, {
    alter: append(weaknesses.crash, 'attachment.a1'),
  });
  return request.documents.find(({ id }) => id === 'attachment.a1')?.sha256 ?? '';
}

describe('a backend as it is shipped', () => {
  const deadline = 3000;
  let test: TestBackend;
  beforeAll(async () => {
    test = await TestBackend.start({ validation: { deadline } });
  });
  afterAll(() => test.stop());

  it('stays awake while it reads an XML signature of thirty thousand nested namespaces', async () => {
    const given = await test.forwarded();
    const depth = 32_000;
    const hostile = Array.from({ length: depth }, (_, index) => `<a xmlns:p${index}="x">`).join('');
    const bomb = `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${hostile}${'</a>'.repeat(depth)}</ds:Signature>`;
    const request = await test.stageSigned(test.ktt, test.kttCard, given, {
      alter: (bytes, id) => {
        if (id !== 'voucher.v1.xml') return bytes;
        const original = given.sample.documents.find((document) => document.id === id)?.bytes;
        const text = new TextDecoder().decode(original);
        return new TextEncoder().encode(text.replace(/<\/(?=[^<]*$)/, `${bomb}</`));
      },
    });
    const commit = test.ktt.send('POST', `/dossiers/${given.sample.code}/signatures`, request);
    expect(await answersMeanwhile(test.backend.url, commit)).toBeGreaterThan(manyAnswers);
    const { failure } = problemSchema.parse((await commit).body);
    expect(failure).toMatchObject({ code: 'XML_TOO_COMPLEX', details: { limit: 'time' } });
  });
});

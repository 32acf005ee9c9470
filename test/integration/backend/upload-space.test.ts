import { randomBytes } from 'node:crypto';
import { request as rawRequest } from 'node:http';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema } from '#shared/contract/http.ts';
import { codeOf } from './support/http-person.ts';
import { nextCode, sampleDossier, sha256 } from './support/sample-dossier.ts';
import { TestBackend } from './support/test-backend.ts';

const megabyte = 1024 * 1024;

describe('the space for files that are not committed yet', () => {
  let test: TestBackend;
  let clock = Date.now();
  beforeAll(async () => {
    test = await TestBackend.start({ uploadSpace: 210 * megabyte, now: () => new Date(clock) });
  });
  afterAll(() => test.stop());
  const blobs = () => readdirSync(join(test.folder, 'data', 'blobs'));
  const put = (code: string, id: string, bytes: Uint8Array, person = test.ktv) =>
    person.send('PUT', `/dossiers/${code}/documents/${id}`, bytes);

  /** Announces a file and sends its first byte; the refusal, or `undefined` while the server waits for the rest. */
  function announce(headers: Record<string, string | number>) {
    const url = new URL(`${test.backend.url}/api/v1/dossiers/${nextCode()}/documents/x`);
    const authorization = `Bearer ${test.ktv.token}`;
    const call = rawRequest(url, {
      method: 'PUT',
      agent: false,
      headers: { 'content-type': 'application/octet-stream', authorization, ...headers },
    });
    call.on('error', () => undefined);
    const answer = new Promise<string>((resolve) => {
      call.on('response', (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve(problemSchema.parse(JSON.parse(Buffer.concat(parts).toString())).failure.code),
        );
      });
    });
    call.write('x');
    return { answer, hangUp: () => call.destroy() };
  }

  it.each([
    ['announced to be of 90 MB', { 'content-length': 90 * megabyte }],
    ['of unknown length', { 'transfer-encoding': 'chunked' }],
  ])('is held from the start by uploads %s, and given back when the line breaks', async (_how, headers) => {
    const calls = Array.from({ length: 30 }, () => announce(headers));
    let refused = 0;
    const first = await Promise.race(calls.map(({ answer }) => answer));
    expect(first).toBe('UPLOAD_QUOTA');
    for (const { answer } of calls) {
      void answer.then((code) => {
        if (code === 'UPLOAD_QUOTA') refused += 1;
      });
    }
    await expect.poll(() => refused, { timeout: 10_000 }).toBe(28);
    // Another person's space is their own.
    expect((await test.ktt.send('GET', '/dossiers')).status).toBe(200);
    for (const { hangUp } of calls) hangUp();
    const code = nextCode();
    await expect
      .poll(async () => (await put(code, 'x', new Uint8Array(megabyte))).status, { timeout: 10_000 })
      .toBe(200);
    expect(blobs().filter((name) => name.startsWith('upload-'))).toEqual([]);
  });

  it('is taken up by what waits, and full is full', async () => {
    const code = nextCode();
    const file = () => new Uint8Array(randomBytes(64 * megabyte));
    expect((await put(code, 'one', file())).status).toBe(200);
    expect((await put(code, 'two', file())).status).toBe(200);
    expect((await put(code, 'three', file())).status).toBe(200);
    expect(codeOf(await put(code, 'four', file()))).toBe('UPLOAD_QUOTA');
    // Seven days later nobody has committed them.
    clock += 8 * 86_400_000;
    const ktv = await test.signedInAgain('ktv.songlo');
    expect((await put(code, 'four', file(), ktv)).status).toBe(200);
    expect(await test.backend.store.selectFrom('staged').select('document_id').execute()).toEqual([
      { document_id: 'four' },
    ]);
    expect(blobs()).toHaveLength(1);
  });

  it('holds one file for one document: sent again, it takes the earlier one’s place on the disk too', async () => {
    const ktv = await test.signedInAgain('ktv.songlo');
    const code = nextCode();
    const [first, second, shared] = [1, 2, 3].map((seed) => new Uint8Array(1000).fill(seed)) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ]; // three seeds give three files
    await put(code, 'a', first, ktv);
    expect(blobs()).toContain(sha256(first));
    await put(code, 'a', second, ktv);
    expect(blobs()).toContain(sha256(second));
    expect(blobs()).not.toContain(sha256(first));
    // The same again is no loss, and what another document still needs stays.
    await put(code, 'a', second, ktv);
    await put(code, 'b', shared, ktv);
    await put(code, 'a', shared, ktv);
    await put(code, 'a', first, ktv);
    expect(blobs()).toEqual(expect.arrayContaining([sha256(first), sha256(shared)]));
    expect(blobs()).not.toContain(sha256(second));
  });

  it('keeps every reference whole when two contents change places many times at once', async () => {
    const ktv = await test.signedInAgain('ktv.songlo');
    const code = nextCode();
    const contents = [5, 6, 7].map((seed) => new Uint8Array(500).fill(seed));
    await Promise.all(
      Array.from({ length: 60 }, (_, index) => put(code, `d${index % 4}`, contents[index % 3]!, ktv)),
    );
    const rows = await test.backend.store.selectFrom('staged').select('sha256').execute();
    for (const row of rows) expect(blobs()).toContain(row.sha256);
    const referred = new Set(rows.map((row) => row.sha256));
    expect(
      blobs().filter((name) => contents.some((bytes) => sha256(bytes) === name) && !referred.has(name)),
    ).toEqual([]);
  });

  it('does not keep the server from ending when a sender lets an upload trickle', async () => {
    const other = await TestBackend.start();
    const call = rawRequest(`${other.backend.url}/api/v1/dossiers/${nextCode()}/documents/x`, {
      method: 'PUT',
      agent: false,
      headers: {
        'content-type': 'application/octet-stream',
        'content-length': megabyte,
        authorization: `Bearer ${other.ktv.token}`,
      },
    });
    const broken = new Promise((resolve) => call.on('error', resolve));
    call.write('x');
    await expect
      .poll(() => readdirSync(join(other.folder, 'data', 'blobs')).length, { timeout: 10_000 })
      .toBe(1);
    await other.stop();
    expect(await broken).toBeDefined();
  });

  it('is freed by a forwarding, of what the dossier does not use as well', async () => {
    const ktv = await test.signedInAgain('ktv.songlo');
    const sample = await sampleDossier();
    const junk = new Uint8Array(2000).fill(9);
    await test.upload(sample, ktv);
    await put(sample.code, 'junk', junk, ktv);
    expect(blobs()).toContain(sha256(junk));
    const answer = await ktv.send('POST', `/dossiers/${sample.code}/forward`, test.forwardRequest(sample));
    expect(answer.status).toBe(200);
    expect(blobs()).not.toContain(sha256(junk));
    for (const { bytes } of sample.documents) expect(blobs()).toContain(sha256(bytes));
  });
});

import { promisify } from 'node:util';
import { gzip, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { largestMutation } from '#shared/contract/sync/http.ts';
import { makeDossierCode } from '#shared/domain/dossiers/code.ts';
import { HttpPerson } from './support/http-person.ts';
import { nextCode } from './support/sample-dossier.ts';
import { content, inAWord, SyncMachine } from './support/sync-machine.ts';
import { largeContent } from './support/large-content.ts';
import { hireNeighbour } from './support/neighbour.ts';
import { passwords, TestBackend } from './support/test-backend.ts';

const megabyte = 1024 * 1024;

describe('what a broken or hostile client pushes and pulls', () => {
  let test: TestBackend;
  let ha: SyncMachine;
  beforeAll(async () => {
    test = await TestBackend.start();
    ha = new SyncMachine(test.ktv);
  });
  afterAll(() => test.stop());
  const logged = (event: string, code: string) =>
    test.log.filter((entry) => entry.event === event && entry.code === code && entry.requestId !== undefined)
      .length;

  it.each<[string, (good: Record<string, unknown>) => unknown, string]>([
    [
      'another unit’s dossier',
      (good) => ({ ...good, code: makeDossierCode('1009999', new Date()) }),
      'DOSSIER_NOT_FOUND',
    ],
    ['an unknown field', (good) => ({ ...good, isAdmin: true }), 'MUTATION_INVALID'],
    [
      'an unknown field inside the content',
      (good) => ({ ...good, content: { ...content('x'), extra: 1 } }),
      'MUTATION_INVALID',
    ],
    [
      'a field that belongs to every object',
      (good) => JSON.parse(`{"__proto__":{"x":1},${JSON.stringify(good).slice(1)}`) as unknown,
      'MUTATION_INVALID',
    ],
    ['a version from the future', (good) => ({ ...good, baseVersion: 7 }), 'VERSION_UNKNOWN'],
    ['a returned dossier that is none', (good) => ({ ...good, dossierVersion: 3 }), 'VERSION_UNKNOWN'],
    [
      'a deletion of nothing',
      ({ id, code }) => ({ kind: 'delete', id, code, baseVersion: 1 }),
      'VERSION_UNKNOWN',
    ],
    ['a version that is no number', (good) => ({ ...good, baseVersion: '1' }), 'MUTATION_INVALID'],
    ['a version beyond all integers', (good) => ({ ...good, baseVersion: 1e300 }), 'MUTATION_INVALID'],
    ['a cause that only the server gives', (good) => ({ ...good, cause: 'forwarded' }), 'MUTATION_INVALID'],
    [
      'a title of a megabyte',
      (good) => ({ ...good, content: content('x'.repeat(300)), cause: 'x'.repeat(megabyte) }),
      'MUTATION_INVALID',
    ],
    ['no object', () => 'DROP TABLE drafts', 'MUTATION_INVALID'],
    ['nothing', () => null, 'MUTATION_INVALID'],
    [
      'an attachment that nobody has sent',
      (good) => ({
        ...good,
        content: content('x', [{ id: 'a', name: 'a', mediaType: '', sha256: 'a'.repeat(64), size: 5 }]),
      }),
      'BLOB_MISSING',
    ],
    [
      'an attachment of another size than the empty file’s',
      (good) => ({
        ...good,
        content: content('x', [
          {
            id: 'a',
            name: 'a',
            mediaType: '',
            sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
            size: 5,
          },
        ]),
      }),
      'MUTATION_INVALID',
    ],
  ])('%s is refused alone and logged, and the rest goes on', async (_what, spoil, code) => {
    const [first, last] = [nextCode(), nextCode()];
    const before = logged('mutation.refused', code);
    const results = await ha.push(
      ha.save(first, 0, 'trước'),
      spoil(ha.save(nextCode(), 0, 'xấu')),
      ha.save(last, 0, 'sau'),
    );
    expect(results.map(inAWord)).toEqual(['applied 1', code, 'applied 1']);
    expect(logged('mutation.refused', code)).toBe(before + 1);
  });

  it('content larger than a mutation may be is refused by its name, and the rest goes on', async () => {
    const huge = ha.save(nextCode(), 0, '', { content: largeContent(largestMutation + 100_000) });
    const results = await ha.push(huge, ha.save(nextCode(), 0, 'sau'));
    expect(results.map(inAWord)).toEqual(['MUTATION_TOO_LARGE', 'applied 1']);
  });

  it('a hundred megabytes are not taken in, packed or not, and the server stays well', async () => {
    const push = (body: Buffer, headers: Record<string, string>) =>
      test.ktv.sendRaw('POST', '/sync/push', {
        headers: { 'content-type': 'application/json', ...headers },
        body: new Uint8Array(body),
      });
    const bomb = await promisify(gzip)(Buffer.alloc(100 * megabyte, 0x20));
    expect(bomb.length).toBeLessThan(megabyte);
    const before = process.memoryUsage().rss;
    const refused = await push(bomb, { 'content-encoding': 'gzip' });
    expect(refused.status).toBe(413);
    expect(refused.body).toMatchObject({ failure: { code: 'MUTATION_TOO_LARGE' } });
    // The backend runs in this process: it unpacked no more than a push may have.
    expect(process.memoryUsage().rss - before).toBeLessThan(90 * megabyte);
    expect((await push(gzipSync('{"device":'), { 'content-encoding': 'gzip' })).status).toBe(400);
    expect((await push(Buffer.from('no gzip'), { 'content-encoding': 'gzip' })).status).toBe(400);
    expect((await push(Buffer.from('{}'), { 'content-encoding': 'br' })).status).toBe(400);
    const plain = push(Buffer.alloc(100 * megabyte, 0x20), {}).then(
      ({ status }) => status,
      () => 'cut off',
    );
    expect([413, 'cut off']).toContain(await plain);
    expect(await ha.told(ha.save(nextCode(), 0, 'vẫn chạy'))).toBe('applied 1');
  });

  it('a push of too many, of none, or of an unknown shape is refused as a whole', async () => {
    const many = Array.from({ length: 501 }, () => null);
    for (const body of [
      { device: ha.device, mutations: many },
      { device: ha.device, mutations: [] },
      { device: 'x', mutations: [null] },
      { mutations: [null] },
      [],
    ]) {
      expect(await test.ktv.refusal('POST', '/sync/push', body)).toBe('REQUEST_INVALID');
    }
  });

  it.each([
    ['empty', ''],
    ['garbage', 'khong-phai-con-tro'],
    ['not base64url', '%2B%2F%3D%3D'],
    ['SQL', Buffer.from("1.' OR 1=1.0").toString('base64url')],
    ['a negative place', Buffer.from(`1.${'a'.repeat(16)}.-1`).toString('base64url')],
    [
      'a place beyond all numbers',
      Buffer.from(`1.${'a'.repeat(16)}.${'9'.repeat(40)}`).toString('base64url'),
    ],
    ['of a later format', Buffer.from(`2.${'a'.repeat(16)}.1`).toString('base64url')],
  ])('a cursor that is %s is refused and logged', async (_what, cursor) => {
    const before = logged('refused', 'CURSOR_INVALID');
    expect(await test.ktv.refusal('GET', `/sync/pull?cursor=${cursor}`)).toBe('CURSOR_INVALID');
    expect(logged('refused', 'CURSOR_INVALID')).toBe(before + 1);
  });

  it('a cursor ahead of the server is refused, and one that is too long is not even read', async () => {
    const { cursor } = await ha.pull();
    const [format, runs, sequence] = Buffer.from(cursor, 'base64url').toString().split('.');
    const ahead = Buffer.from(`${format}.${runs}.${Number(sequence) + 1000}`).toString('base64url');
    expect(await test.ktv.refusal('GET', `/sync/pull?cursor=${ahead}`)).toBe('CURSOR_INVALID');
    expect(await test.ktv.refusal('GET', `/sync/pull?cursor=${'A'.repeat(501)}`)).toBe('REQUEST_INVALID');
    expect(await test.ktv.refusal('GET', '/sync/pull?limit=0')).toBe('REQUEST_INVALID');
    expect(await test.ktv.refusal('GET', '/sync/pull?limit=501')).toBe('REQUEST_INVALID');
  });

  it('a session that was signed out opens nothing when it is replayed, and the attempt is logged', async () => {
    const person = await HttpPerson.signIn(test.backend.url, 'ktv.songlo', passwords['ktv.songlo']);
    expect((await person.send('DELETE', '/sessions/current')).status).toBe(204);
    const before = logged('refused', 'SESSION_REQUIRED');
    const push = { device: ha.device, mutations: [ha.save(nextCode(), 0, 'x')] };
    expect(await person.refusal('POST', '/sync/push', push)).toBe('SESSION_REQUIRED');
    expect(await person.refusal('GET', '/sync/pull')).toBe('SESSION_REQUIRED');
    expect(await person.refusal('GET', '/sync/events')).toBe('SESSION_REQUIRED');
    expect(logged('refused', 'SESSION_REQUIRED')).toBe(before + 3);
  });

  it('leaves neither contents, codes, names nor tokens in the log', () => {
    const lines = JSON.stringify(test.log);
    for (const secret of ['trước', 'DROP TABLE', '1001163', 'songlo', test.ktv.token])
      expect(lines).not.toContain(secret);
  });
});

describe('a unit’s drafts before another unit of the same treasury', () => {
  let test: TestBackend;
  let stranger: SyncMachine;
  beforeAll(async () => {
    test = await TestBackend.start();
    stranger = new SyncMachine(await hireNeighbour(test));
  });
  afterAll(() => test.stop());

  it('cannot be read, changed, deleted or found out about', async () => {
    const ha = new SyncMachine(test.ktv);
    const code = nextCode();
    await ha.push(ha.save(code, 0, 'bí mật'));
    const absent = nextCode();
    for (const target of [code, absent]) {
      expect(await stranger.told(stranger.save(target, 0, 'x'))).toBe('DOSSIER_NOT_FOUND');
      expect(await stranger.told(stranger.save(target, 1, 'x'))).toBe('DOSSIER_NOT_FOUND');
      expect(await stranger.told(stranger.deletion(target, 1))).toBe('DOSSIER_NOT_FOUND');
      expect(await stranger.person.refusal('GET', `/sync/drafts/${target}/versions`)).toBe(
        'DOSSIER_NOT_FOUND',
      );
      expect(await stranger.person.refusal('GET', `/sync/drafts/${target}/versions/1`)).toBe(
        'DOSSIER_NOT_FOUND',
      );
    }
    expect((await stranger.pull()).changes).toEqual([]);
    // Not even with the other unit’s cursor.
    expect((await stranger.pull((await ha.pullOnce(undefined, 1)).cursor)).changes).toEqual([]);
    expect((await ha.draft(code))?.version).toBe(1);
  });
});

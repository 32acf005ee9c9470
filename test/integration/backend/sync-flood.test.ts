import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  draftVersionListSchema,
  largestMutation,
  pushAnswerSchema,
  serverDraftVersionSchema,
} from '#shared/contract/sync/http.ts';
import { makeDossierCode } from '#shared/domain/dossiers/code.ts';
import { codeOf, HttpPerson } from './support/http-person.ts';
import { nextCode } from './support/sample-dossier.ts';
import { largeContent } from './support/large-content.ts';
import { draftsOf, inAWord, SyncMachine } from './support/sync-machine.ts';
import { TestBackend } from './support/test-backend.ts';

const megabyte = 1024 * 1024;

describe('small pushes that ask for large answers', () => {
  let test: TestBackend;
  let ha: SyncMachine;
  let lan: SyncMachine;
  /** An accountant of another unit. */
  let stranger: SyncMachine;
  const code = nextCode();
  beforeAll(async () => {
    test = await TestBackend.start();
    ha = new SyncMachine(test.ktv);
    lan = new SyncMachine(test.ktv2);
    await test.backend.registry.saveUnit({
      code: '1009999',
      name: 'Đơn vị khác',
      address: '',
      chapter: '423',
      treasuryCode: '0064',
      accounts: [{ number: '9523.2.1009999', name: 'Tài khoản dự toán' }],
    });
    await test.backend.registry.savePerson({
      username: 'ktv.khac',
      name: 'Người Đơn Vị Khác',
      role: 'KTV',
      unitCode: '1009999',
      treasuryCode: '0064',
      identityNumber: '024090000999',
      password: 'mật khẩu của đơn vị khác',
    });
    stranger = new SyncMachine(
      await HttpPerson.signIn(test.backend.url, 'ktv.khac', 'mật khẩu của đơn vị khác'),
    );
    await ha.push(ha.save(code, 0, '', { content: largeContent(5 * megabyte) }));
    await ha.push(ha.save(code, 1, '', { content: largeContent(5 * megabyte, 'b'), cause: 'merge' }));
  });
  afterAll(() => test.stop());

  const raw = (machine: SyncMachine, mutations: readonly unknown[]) =>
    machine.person.sendRaw('POST', '/sync/push', {
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: gzipSync(JSON.stringify({ device: machine.device, mutations })),
    });
  const stale = () => Array.from({ length: 500 }, () => ha.deletion(code, 1));

  it('get one answer’s worth of drafts, six at once too, while another unit is served as ever', async () => {
    const flood = Array.from({ length: 6 }, () => raw(ha, stale()));
    const own = makeDossierCode('1009999', new Date());
    expect(await stranger.told(stranger.save(own, 0, 'Đơn vị khác'))).toBe('applied 1');
    for (const answer of await Promise.all(flood)) {
      expect(answer.status).toBe(200);
      expect(JSON.stringify(answer.body).length).toBeLessThan(8 * megabyte + 100_000);
      const { results } = pushAnswerSchema.parse(answer.body);
      expect(inAWord(results[0])).toBe('conflict 2 open');
      expect(new Set(results.slice(1).map(inAWord))).toEqual(new Set(['later']));
    }
    expect((await stranger.draft(own))?.content.title).toBe('Đơn vị khác');
  });

  it('decide nothing after the first that is put off, and take it when it comes again', async () => {
    const other = nextCode();
    const behind = ha.save(other, 0, 'sau cùng');
    const results = await ha.push(ha.deletion(code, 1), ha.deletion(code, 1), behind);
    expect(results.map(inAWord)).toEqual(['conflict 2 open', 'later', 'later']);
    expect(await lan.draft(other)).toBeUndefined();
    expect(await ha.told(behind)).toBe('applied 1');
  });

  it('tell one draft that fills an answer alone', async () => {
    const full = nextCode();
    const most = largeContent(largestMutation - 1000);
    expect(await ha.told(ha.save(full, 0, '', { content: most }))).toBe('applied 1');
    expect(await ha.told(ha.save(full, 1, '', { content: most, cause: 'merge' }))).toBe('applied 2');
    expect(await ha.told(ha.deletion(full, 1))).toBe('conflict 2 open');
  });

  it('beyond those that may wait are sent away with the time to come again', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => raw(ha, stale())));
    const busy = answers.filter(({ status }) => status !== 200);
    expect(busy.length).toBeGreaterThan(0);
    for (const answer of busy) expect(codeOf(answer)).toBe('SERVER_BUSY');
    expect(busy[0]?.body).toMatchObject({ failure: { details: { retryAfter: 2 } } });
    expect(inAWord((await ha.push(ha.deletion(code, 1)))[0])).toBe('conflict 2 open');
  });

  it('that delete a large draft keep its last content, in the draft and in the history', async () => {
    const large = nextCode();
    const content = largeContent(3 * megabyte);
    const { cursor } = await lan.pull();
    await ha.push(ha.save(large, 0, '', { content }));
    // Pushed apart: the content is the store's and none of this push's.
    expect(await ha.told(ha.deletion(large, 1))).toBe('applied 2');
    const [deleted] = draftsOf((await lan.pull(cursor)).changes);
    expect(deleted?.state).toBe('deleted');
    // Compared as a whole: a difference of megabytes would not be readable.
    expect(JSON.stringify(deleted?.content) === JSON.stringify(content)).toBe(true);
    const results = await lan.push(lan.save(large, 2, 'trở lại'), lan.save(large, 3, 'và nữa'));
    expect(results.map(inAWord)).toEqual(['applied 3', 'applied 4']);
    const kept = serverDraftVersionSchema.parse(
      (await ha.person.send('GET', `/sync/drafts/${large}/versions/2`)).body,
    );
    expect(kept.cause).toBe('deleted');
    expect(JSON.stringify(kept.content) === JSON.stringify(content)).toBe(true);
    expect((await lan.draft(large))?.content.title).toBe('và nữa');
  });
});

describe('small requests that would fill the server’s disk', () => {
  let test: TestBackend;
  let ha: SyncMachine;
  beforeAll(async () => {
    test = await TestBackend.start({ uploadSpace: 20 * megabyte });
    ha = new SyncMachine(test.ktv);
  });
  afterAll(() => test.stop());

  const historyOf = async (code: string) => {
    const { body } = await ha.person.send('GET', `/sync/drafts/${code}/versions`);
    return draftVersionListSchema.parse(body).versions.map(({ version }) => version);
  };
  const count = async (table: 'mutations' | 'draft_uploads') => {
    const { rows } = await test.backend.store
      .selectFrom(table)
      .select((row) => row.fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow();
    return rows;
  };
  const from = (newest: number, oldest: number) =>
    Array.from({ length: newest - oldest + 1 }, (_, index) => newest - index);

  it('merges and decisions without end leave the newest three hundred versions', async () => {
    const code = nextCode();
    const merges = Array.from({ length: 400 }, (_, n) =>
      ha.save(code, n, `lần ${n + 1}`, { cause: 'merge' }),
    );
    await ha.push(...merges.slice(0, 250));
    expect(await historyOf(code)).toEqual(from(250, 1));
    await ha.push(...merges.slice(250));
    expect(await historyOf(code)).toEqual(from(400, 101));
    expect((await ha.draft(code))?.content.title).toBe('lần 400');
  });

  it('large versions leave as many as fit, the newest always among them, and other drafts keep theirs', async () => {
    const [code, other] = [nextCode(), nextCode()];
    await ha.push(ha.save(other, 0, 'một'), ha.save(other, 1, 'hai', { cause: 'merge' }));
    for (let n = 0; n < 7; n += 1) {
      const large = { content: largeContent(5 * megabyte), cause: 'restore' };
      expect(await ha.told(ha.save(code, n, '', large))).toBe(`applied ${n + 1}`);
    }
    // Six of them fit into 32 MB.
    expect(await historyOf(code)).toEqual(from(7, 2));
    expect(await ha.told(ha.save(code, 7, 'nhỏ', { cause: 'merge' }))).toBe('applied 8');
    expect(await historyOf(code)).toEqual(from(8, 2));
    expect(await historyOf(other)).toEqual([2, 1]);
  });

  it('refusals and conflicts leave nothing behind', async () => {
    const code = nextCode();
    await ha.push(ha.save(code, 0, 'một'), ha.save(code, 1, 'hai', { cause: 'merge' }));
    const before = await count('mutations');
    const bad = Array.from({ length: 100 }, () => [
      ha.deletion(code, 1),
      ha.deletion(code, 9),
      ha.save(code, 0, 'trùng'),
      ha.save(makeDossierCode('1009999', new Date()), 0, 'của đơn vị khác'),
    ]).flat();
    const results = await ha.push(...bad);
    expect(new Set(results.map(inAWord))).toEqual(
      new Set(['conflict 2 open', 'VERSION_UNKNOWN', 'CODE_TAKEN', 'DOSSIER_NOT_FOUND']),
    );
    expect(await count('mutations')).toBe(before);
  });

  it('uploads that are begun and left take their room, and two hundred are the most', async () => {
    const begin = async (n: number, person = test.ktv, length = 2) => {
      const answer = await person.sendRaw(
        'PATCH',
        `/sync/blobs/${createHash('sha256').update(`tệp ${n}`).digest('hex')}`,
        {
          headers: {
            'content-type': 'application/octet-stream',
            'upload-offset': '0',
            'upload-length': String(length),
          },
          body: 'x',
        },
      );
      return codeOf(answer);
    };
    const told = new Map<string, number>();
    for (let n = 0; n < 210; n += 10) {
      for (const one of await Promise.all(Array.from({ length: 10 }, (_, at) => begin(n + at)))) {
        told.set(one, (told.get(one) ?? 0) + 1);
      }
    }
    expect(Object.fromEntries(told)).toEqual({ 'accepted with 200': 200, UPLOAD_QUOTA: 10 });
    // One that was begun goes on, another person is not concerned.
    expect(await begin(0)).toBe('UPLOAD_OFFSET');
    expect(await begin(0, test.ktv2)).toBe('accepted with 200');
    // 200 × 64 KB are 12.5 of the 20 MB.
    const file = (length: number) =>
      test.ktv.send('PUT', `/dossiers/${nextCode()}/documents/x`, new Uint8Array(length).fill(0x20));
    expect(codeOf(await file(8 * megabyte))).toBe('UPLOAD_QUOTA');
    expect(codeOf(await file(7 * megabyte))).toBe('accepted with 200');
  });
});

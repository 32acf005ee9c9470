import { randomBytes } from 'node:crypto';
import { request as rawRequest } from 'node:http';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema } from '#shared/contract/http.ts';
import { startBackend } from '#test/support/start-backend.ts';
import { codeOf, HttpPerson, type Answer } from './support/http-person.ts';
import { nextCode, sha256 } from './support/sample-dossier.ts';
import { content, SyncMachine } from './support/sync-machine.ts';
import { hireNeighbour } from './support/neighbour.ts';
import { accepted, passwords, TestBackend } from './support/test-backend.ts';

const megabyte = 1024 * 1024;
const day = 86_400_000;

describe('attachments of drafts', () => {
  let clock = Date.now();
  let test: TestBackend;
  let ha: SyncMachine;
  beforeAll(async () => {
    test = await TestBackend.start({ now: () => new Date(clock), uploadSpace: 20 * megabyte });
    ha = new SyncMachine(test.ktv);
  });
  afterAll(() => test.stop());

  const patch = (
    bytes: Uint8Array,
    offset: number,
    end = bytes.length,
    person = test.ktv,
    hash = sha256(bytes),
    length = bytes.length,
  ) =>
    person.sendRaw('PATCH', `/sync/blobs/${hash}`, {
      headers: {
        'content-type': 'application/octet-stream',
        'upload-offset': String(offset),
        'upload-length': String(length),
      },
      body: new Uint8Array(bytes.subarray(offset, end)),
    });
  const head = async (hash: string, person = test.ktv) => {
    const { status, headers } = await person.send('HEAD', `/sync/blobs/${hash}`);
    return `${status} ${headers.get('upload-offset') ?? '-'}/${headers.get('upload-length') ?? '-'}`;
  };
  const details = (answer: Answer) => problemSchema.parse(answer.body).failure.details;
  const citing = (...files: readonly Uint8Array[]) => ({
    content: content(
      'có tệp',
      files.map((bytes, index) => ({
        id: `a${index}`,
        name: `tệp ${index}`,
        mediaType: '',
        sha256: sha256(bytes),
        size: bytes.length,
      })),
    ),
  });
  const onDisk = (bytes: Uint8Array) => existsSync(join(test.folder, 'data', 'blobs', sha256(bytes)));

  it('go up in parts and come back whole or in ranges, to the colleague too', async () => {
    const file = randomBytes(300_000);
    expect(await head(sha256(file))).toBe('404 -/-');
    expect((await patch(file, 0, 100_000)).body).toEqual({ sha256: sha256(file), offset: 100_000 });
    expect(await head(sha256(file))).toBe('200 100000/300000');
    expect((await patch(file, 100_000)).body).toEqual({ sha256: sha256(file), offset: 300_000 });
    expect(await head(sha256(file))).toBe('200 300000/300000');
    expect(await ha.told(ha.save(nextCode(), 0, '', citing(file)))).toBe('applied 1');
    const whole = await test.ktv2.send('GET', `/sync/blobs/${sha256(file)}`);
    expect(sha256(whole.body as Uint8Array)).toBe(sha256(file));
    const range = await test.ktv2.sendRaw('GET', `/sync/blobs/${sha256(file)}`, {
      headers: { range: 'bytes=299990-400000' },
    });
    expect(range.status).toBe(206);
    expect(range.headers.get('content-range')).toBe('bytes 299990-299999/300000');
    expect(Buffer.from(range.body as Uint8Array).equals(file.subarray(299_990))).toBe(true);
    for (const wrong of ['bytes=300000-', 'bytes=5-4', 'bytes=-5', 'bytes=0-1,3-4', 'lines=1-2']) {
      const answer = await test.ktv2.sendRaw('GET', `/sync/blobs/${sha256(file)}`, {
        headers: { range: wrong },
      });
      expect(codeOf(answer)).toBe('REQUEST_INVALID');
    }
  });

  it('tell a sender who is at another place where to go on', async () => {
    const file = randomBytes(1000);
    await patch(file, 0, 400);
    for (const offset of [0, 399, 401, 1000]) {
      const answer = await patch(file, offset);
      expect(answer.status).toBe(409);
      expect(codeOf(answer)).toBe('UPLOAD_OFFSET');
      expect(details(answer)).toMatchObject({ offset: 400 });
    }
    expect((await patch(file, 400)).status).toBe(200);
    // The last part once more, because its answer was lost.
    expect(details(await patch(file, 400))).toMatchObject({ offset: 1000 });
  });

  it('keep what arrived before the line broke, and go on from there while the old line still hangs', async () => {
    const file = randomBytes(2 * megabyte);
    const call = rawRequest(`${test.backend.url}/api/v1/sync/blobs/${sha256(file)}`, {
      method: 'PATCH',
      agent: false,
      headers: {
        authorization: `Bearer ${test.ktv.token}`,
        'content-type': 'application/octet-stream',
        'content-length': file.length,
        'upload-offset': 0,
        'upload-length': file.length,
      },
    });
    const broken = new Promise((resolve) => call.on('error', resolve));
    call.write(file.subarray(0, megabyte));
    await expect.poll(() => head(sha256(file)), { timeout: 10_000 }).toBe(`200 ${megabyte}/${2 * megabyte}`);
    expect((await patch(file, megabyte)).body).toEqual({ sha256: sha256(file), offset: 2 * megabyte });
    await broken;
    expect(await ha.told(ha.save(nextCode(), 0, '', citing(file)))).toBe('applied 1');
    expect(test.log.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('are dropped when they are not what their name says, and may be sent again', async () => {
    const [file, other] = [randomBytes(500), randomBytes(500)];
    expect(codeOf(await patch(other, 0, 500, test.ktv, sha256(file)))).toBe('BLOB_ALTERED');
    expect(await head(sha256(file))).toBe('404 -/-');
    expect(codeOf(await patch(file, 0, 500, test.ktv, sha256(file), 300))).toBe('REQUEST_INVALID');
    expect((await patch(file, 0)).status).toBe(200);
    expect(onDisk(file)).toBe(true);
  });

  it.each([
    ['no offset', { 'upload-length': '5' }],
    ['no length', { 'upload-offset': '0' }],
    ['a negative offset', { 'upload-offset': '-1', 'upload-length': '5' }],
    ['a number that is none', { 'upload-offset': '0x0', 'upload-length': '5' }],
  ])('are refused with %s', async (_what, headers) => {
    const answer = await test.ktv.sendRaw('PATCH', `/sync/blobs/${'a'.repeat(64)}`, {
      headers: { 'content-type': 'application/octet-stream', ...headers },
      body: 'abcde',
    });
    expect(codeOf(answer)).toBe('REQUEST_INVALID');
  });

  it('are not larger than a document may be, and fit into their sender’s space until a draft cites them', async () => {
    const hash = 'b'.repeat(64);
    expect(codeOf(await patch(new Uint8Array(10), 0, 10, test.ktv2, hash, 101 * megabyte))).toBe(
      'FILE_TOO_LARGE',
    );
    expect(codeOf(await patch(new Uint8Array(10), 0, 10, test.ktv2, hash, 21 * megabyte))).toBe(
      'UPLOAD_QUOTA',
    );
    expect(await head(hash, test.ktv2)).toBe('404 -/-');
    const files = [randomBytes(8 * megabyte), randomBytes(8 * megabyte), randomBytes(8 * megabyte)] as const;
    const lan = new SyncMachine(test.ktv2);
    expect((await patch(files[0], 0, undefined, test.ktv2)).status).toBe(200);
    // What was announced holds space from its first byte.
    expect((await patch(files[1], 0, 10, test.ktv2)).status).toBe(200);
    expect(codeOf(await patch(files[2], 0, 10, test.ktv2))).toBe('UPLOAD_QUOTA');
    expect(await lan.told(lan.save(nextCode(), 0, '', citing(files[0])))).toBe('applied 1');
    expect((await patch(files[2], 0, 10, test.ktv2)).status).toBe(200);
  });

  it('must be whole before a mutation cites them; then the very same mutation is applied', async () => {
    const file = randomBytes(1000);
    const mutation = ha.save(nextCode(), 0, '', citing(file));
    const [missing] = await ha.push(mutation);
    expect(missing).toMatchObject({
      outcome: 'refused',
      failure: { code: 'BLOB_MISSING', details: { sha256: sha256(file) } },
    });
    await patch(file, 0, 999);
    expect(await ha.told(mutation)).toBe('BLOB_MISSING');
    await patch(file, 999);
    expect(await ha.told(mutation)).toBe('applied 1');
  });

  it('of nothing at all need not be sent', async () => {
    const nothing = new Uint8Array();
    expect(await head(sha256(nothing))).toBe('200 0/0');
    expect(await ha.told(ha.save(nextCode(), 0, '', citing(nothing)))).toBe('applied 1');
    const read = await test.ktv2.send('GET', `/sync/blobs/${sha256(nothing)}`);
    expect([read.status, (read.body as Uint8Array).length]).toEqual([200, 0]);
  });

  it('are not shown to signers until the dossier is theirs, nor to another unit, known hash or not', async () => {
    const file = randomBytes(700);
    await patch(file, 0);
    await ha.push(ha.save(nextCode(), 0, '', citing(file)));
    expect(await test.ktt.refusal('GET', `/sync/blobs/${sha256(file)}`)).toBe('BLOB_MISSING');
    const stranger = new SyncMachine(await hireNeighbour(test));
    const [known, unknown] = [
      await stranger.person.send('GET', `/sync/blobs/${sha256(file)}`),
      await stranger.person.send('GET', `/sync/blobs/${'c'.repeat(64)}`),
    ];
    expect([known.status, codeOf(known)]).toEqual([404, 'BLOB_MISSING']);
    expect([unknown.status, codeOf(unknown)]).toEqual([404, 'BLOB_MISSING']);
    expect(await head(sha256(file), stranger.person)).toBe('404 -/-');
    // Knowing the hash is not having the file: it must be sent.
    const own = nextCode('1001164');
    expect(await stranger.told(stranger.save(own, 0, '', citing(file)))).toBe('BLOB_MISSING');
    await patch(file, 0, undefined, stranger.person);
    expect(await stranger.told(stranger.save(own, 0, '', citing(file)))).toBe('applied 1');
    const { sample } = await test.forwarded();
    const [attachment] = sample.content.attachments;
    expect((await test.ktt.send('GET', `/sync/blobs/${attachment?.sha256}`)).status).toBe(200);
  });

  it('stay while a draft’s history cites them, through forwardings and sweeps, and go when it is purged', async () => {
    const [kept, dropped] = [randomBytes(600), randomBytes(600)];
    await patch(kept, 0);
    await patch(dropped, 0);
    const [first, second] = [nextCode(), nextCode()];
    await ha.push(ha.save(first, 0, '', citing(kept)), ha.save(first, 1, 'không còn tệp'));
    await ha.push(ha.save(second, 0, '', citing(dropped)), ha.deletion(second, 1));
    const { sample } = await test.forwarded();
    expect(onDisk(kept) && onDisk(dropped)).toBe(true);
    await test.backend.close();
    clock += 91 * day;
    const again = await startBackend({
      dataFolder: join(test.folder, 'data'),
      port: 0,
      now: () => new Date(clock),
    });
    try {
      expect([onDisk(kept), onDisk(dropped)]).toEqual([true, false]);
      const person = await HttpPerson.signIn(again.url, 'ktv.songlo', passwords['ktv.songlo']);
      const late = new SyncMachine(person);
      expect(await late.told(late.save(first, 2, '', citing(kept)))).toBe('applied 3');
      const alone = accepted(await person.send('GET', `/dossiers/${sample.code}`));
      for (const document of alone.documents) {
        const read = await person.send('GET', `/sync/blobs/${document.sha256}`);
        expect(sha256(read.body as Uint8Array)).toBe(document.sha256);
      }
    } finally {
      await again.close();
    }
  });
});

describe('an attachment that is on its way when the server ends', () => {
  it('goes on after the restart for a day, and is forgotten then', async () => {
    let clock = Date.now();
    const test = await TestBackend.start({ now: () => new Date(clock) });
    const file = randomBytes(5000);
    const part = (person: HttpPerson, from: number, to: number) =>
      person.sendRaw('PATCH', `/sync/blobs/${sha256(file)}`, {
        headers: {
          'content-type': 'application/octet-stream',
          'upload-offset': String(from),
          'upload-length': '5000',
        },
        body: new Uint8Array(file.subarray(from, to)),
      });
    const restart = () =>
      startBackend({ dataFolder: join(test.folder, 'data'), port: 0, now: () => new Date(clock) });
    await part(test.ktv, 0, 2000);
    await test.backend.close();
    clock += 23 * 3_600_000;
    const second = await restart();
    const person = await HttpPerson.signIn(second.url, 'ktv.songlo', passwords['ktv.songlo']);
    expect(codeOf(await part(person, 0, 10))).toBe('UPLOAD_OFFSET');
    expect((await part(person, 2000, 3000)).status).toBe(200);
    await second.close();
    clock += 25 * 3_600_000;
    const third = await restart();
    const later = await HttpPerson.signIn(third.url, 'ktv.songlo', passwords['ktv.songlo']);
    expect((await later.send('HEAD', `/sync/blobs/${sha256(file)}`)).status).toBe(404);
    expect(readdirSync(join(test.folder, 'data', 'uploads'))).toEqual([]);
    await third.close();
  });
});

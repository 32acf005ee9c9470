import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '#backend/server.ts';
import { startBackend } from '#test/support/start-backend.ts';
import type { LogEntry } from '#backend/http/log.ts';
import type { Letter } from '#backend/mail/letters.ts';
import { queueLetters } from '#backend/mail/outbox.ts';
import { readSmtpSettings } from '#backend/mail/settings.ts';
import { readLetter, startMailSink, type MailSink } from '#test/support/mail-sink.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const secret = 'Zx9'.repeat(14) + 'A';
let clock = Date.parse('2026-11-22T03:00:00Z');
const now = () => new Date(clock);

const asking = (to: string, more: Partial<Letter> = {}): Letter =>
  ({
    letter: 'member.confirm',
    to,
    name: 'Nguyễn Thị Hồng Vân',
    code: '1001163261122100000',
    kind: 'first',
    unitName: 'Trường trung học cơ sở Sông Lô',
    secret,
    expiresAt: new Date(clock + 7 * day).toISOString(),
    ...more,
  }) as Letter;

let folder: string;
let sink: MailSink;
let backend: Backend;
const log: LogEntry[] = [];
const start = () =>
  startBackend({
    dataFolder: join(folder, 'data'),
    port: 0,
    now,
    log: (entry) => log.push(entry),
    publicUrl: 'https://dvctt.example.vn',
    smtp: readSmtpSettings(`smtp://ai:mat-khau-thu@127.0.0.1:${sink.port}`, 'dvctt@kbnn.example.vn')!,
  });
const queue = (...letters: readonly Letter[]) =>
  backend.store.transaction().execute((change) => queueLetters(change, letters, now()));
const rowOf = (id: string | undefined) =>
  backend.store.selectFrom('mails').selectAll().where('id', '=', id!).executeTakeFirstOrThrow();
const pass = async (time: number) => {
  clock += time;
  await backend.deliverMail();
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dvctt-mail-'));
  sink = await startMailSink();
  backend = await start();
});
afterAll(async () => {
  await backend.close();
  await sink.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => {
  sink.rules = {};
  expect(JSON.stringify(log)).not.toMatch(/mat-khau-thu|Zx9|@/);
});
/** Letters that the sink took during `work`. */
const taken = async (work: () => Promise<unknown>) => {
  const before = sink.letters.length;
  await work();
  return sink.letters.slice(before);
};

describe('letters over SMTP', () => {
  it('arrive as they were meant, every Vietnamese letter of subject, name and body', async () => {
    let id: string | undefined;
    const [bytes, ...more] = await taken(async () => {
      [id] = await queue(asking('van@example.vn'));
      await backend.deliverMail();
    });
    expect(more).toEqual([]);
    const read = readLetter(bytes!);
    expect(read.defects).toEqual([]);
    expect(read.to).toEqual([['Nguyễn Thị Hồng Vân', 'van@example.vn']]);
    expect(read.headers).toMatchObject({
      subject: '[DVCTT KBNN] Đề nghị xác nhận thông tin thành viên – hồ sơ 1001163261122100000',
      from: 'DVCTT Kho bạc Nhà nước <dvctt@kbnn.example.vn>',
      'message-id': `<${id!}@kbnn.example.vn>`,
      'auto-submitted': 'auto-generated',
    });
    expect(read.text).toContain('Kính gửi Nguyễn Thị Hồng Vân,');
    expect(read.text).toContain(`https://dvctt.example.vn/lien-ket/${secret}`);
    expect(read.html).toContain(`href="https://dvctt.example.vn/lien-ket/${secret}"`);
    expect(bytes!.every((byte) => byte < 0x80)).toBe(true);
    const row = await rowOf(id);
    expect(row).toMatchObject({ state: 'sent', attempts: 1, problem: null });
    expect(row.letter).not.toContain(secret);
  });

  it('leave by themselves once the change is committed, and never without it', async () => {
    const letters = await taken(async () => {
      await backend.store
        .transaction()
        .execute(async (change) => {
          await queueLetters(change, [asking('khong@example.vn')], now());
          throw new Error('taken back');
        })
        .catch(() => undefined);
      await queue(asking('co@example.vn'));
      await expect.poll(() => sink.letters.at(-1)?.includes('co@example.vn')).toBe(true);
    });
    expect(letters).toHaveLength(1);
  });

  it('name no second recipient and no header that a declared name or address smuggles in', async () => {
    const name = 'Vân\r\nBcc: evil@example.com\r\nX-Evil: 1\r\n\r\nxin chào';
    const ids: (string | undefined)[] = [];
    const [bytes] = await taken(async () => {
      ids.push(...(await queue(asking('van@example.vn', { name, unitName: name }))));
      ids.push(...(await queue(asking('van@example.vn, evil@example.com'))));
      ids.push(...(await queue(asking('van@example.vn\r\nRCPT TO:<evil@example.com>'))));
      await backend.deliverMail();
    });
    const read = readLetter(bytes!);
    expect(Object.keys(read.headers)).not.toContain('bcc');
    expect(Object.keys(read.headers)).not.toContain('x-evil');
    expect(read.to.map(([, address]) => address)).toEqual(['van@example.vn']);
    for (const id of ids.slice(1))
      expect(await rowOf(id)).toMatchObject({ state: 'failed', problem: 'ADDRESS_INVALID' });
  });

  it('fail at once when the server does not know the recipient, and hold up nobody else', async () => {
    sink.rules = { recipient: (address) => (address === 'la@example.vn' ? 550 : undefined) };
    let ids: readonly string[] = [];
    const letters = await taken(async () => {
      ids = await queue(asking('la@example.vn'), asking('quen@example.vn'));
      await backend.deliverMail();
    });
    expect(letters).toHaveLength(1);
    const failed = await rowOf(ids[0]);
    expect(failed).toMatchObject({ state: 'failed', attempts: 1, problem: 'EENVELOPE RCPT TO 550' });
    expect(failed.letter).not.toContain(secret);
    expect(await rowOf(ids[1])).toMatchObject({ state: 'sent' });
  });

  it('are tried again with growing pauses while the server says later, and arrive once', async () => {
    sink.rules = { recipient: () => 451 };
    let id: string | undefined;
    const tries: number[] = [];
    const letters = await taken(async () => {
      [id] = await queue(asking('cho@example.vn'));
      await backend.deliverMail();
      for (let count = 0; count < 4; count += 1) {
        const row = await rowOf(id);
        tries.push((Date.parse(row.next_at) - clock) / minute);
        await pass(Date.parse(row.next_at) - clock - 1000);
        expect((await rowOf(id)).attempts).toBe(row.attempts);
        await pass(1000);
      }
      expect(await rowOf(id)).toMatchObject({
        state: 'waiting',
        problem: 'EENVELOPE RCPT TO 451',
        attempts: 5,
      });
      sink.rules = {};
      await pass(hour);
      await pass(day);
    });
    expect(tries).toEqual([1, 2, 5, 10]);
    // Enough to find letter and dossier by, and nobody's name.
    const named = { code: 'member.confirm', letter: id!, dossier: '…100000' };
    expect(log.filter(({ letter }) => letter === id)).toMatchObject([
      ...Array.from({ length: 5 }, () => ({ event: 'mail.delayed', ...named })),
      { event: 'mail.sent', ...named },
    ]);
    expect(letters).toHaveLength(1);
    expect(await rowOf(id)).toMatchObject({ state: 'sent', attempts: 6 });
  });

  it('are sent again, under the same Message-ID, when the line breaks before the server has answered', async () => {
    let drops = 2;
    sink.rules = { data: () => (drops-- > 0 ? 'drop' : undefined) };
    let id: string | undefined;
    const letters = await taken(async () => {
      [id] = await queue(asking('dut@example.vn'));
      await backend.deliverMail();
      expect(await rowOf(id)).toMatchObject({ state: 'waiting', attempts: 1 });
      await pass(minute);
      await pass(5 * minute);
    });
    expect(letters.map((bytes) => readLetter(bytes).headers['message-id'])).toEqual([
      `<${id!}@kbnn.example.vn>`,
    ]);
  });

  it('survive a server that is down for a while, and a restart of ours meanwhile', async () => {
    const { port } = sink;
    await sink.close();
    const [id] = await queue(asking('sau@example.vn'));
    await backend.deliverMail();
    expect((await rowOf(id)).problem).toMatch(/ECONNECTION|ESOCKET|ECONNREFUSED/);
    await backend.close();
    sink = await startMailSink(port);
    clock += 10 * minute;
    backend = await start();
    await expect.poll(async () => (await rowOf(id)).state).toBe('sent');
    expect(sink.letters).toHaveLength(1);
  });

  it('are given up after three days, and earlier when their link is no longer good', async () => {
    sink.rules = { recipient: () => 421 };
    const [stubborn, short] = await queue(
      asking('a@example.vn'),
      asking('b@example.vn', { expiresAt: new Date(clock + hour).toISOString() }),
    );
    await backend.deliverMail();
    const begun = clock;
    while (clock < begun + 4 * day) await pass(3 * hour);
    const row = await rowOf(stubborn);
    expect(row).toMatchObject({ state: 'failed' });
    expect(row.letter).not.toContain(secret);
    expect(await rowOf(short)).toMatchObject({ state: 'failed', problem: 'EXPIRED' });
  });

  it('do not leave in the clear for a server elsewhere that offers no TLS', async () => {
    const elsewhere = { ...readSmtpSettings(`smtp://127.0.0.1:${sink.port}`, 'a@b.vn')!, requireTls: true };
    const other = await startBackend({ dataFolder: join(folder, 'other'), port: 0, now, smtp: elsewhere });
    const letters = await taken(async () => {
      await other.store
        .transaction()
        .execute((change) => queueLetters(change, [asking('c@example.vn')], now()));
      await other.deliverMail();
    });
    const row = await other.store.selectFrom('mails').selectAll().executeTakeFirstOrThrow();
    await other.close();
    expect(letters).toEqual([]);
    expect(row).toMatchObject({ state: 'waiting', problem: expect.stringContaining('ETLS') as string });
  });
});

describe('letters without a mail server', () => {
  it('become files that only the owner reads and any mail program opens', async () => {
    const data = join(folder, 'plain');
    const plain = await startBackend({ dataFolder: data, port: 0, now });
    await plain.store
      .transaction()
      .execute((change) => queueLetters(change, [asking('d@example.vn')], now()));
    await plain.deliverMail();
    const { id, state } = await plain.store.selectFrom('mails').selectAll().executeTakeFirstOrThrow();
    await plain.close();
    expect(state).toBe('sent');
    expect(await readdir(join(data, 'mail'))).toEqual([`${id}.eml`]);
    const file = join(data, 'mail', `${id}.eml`);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const read = readLetter(await readFile(file));
    expect(read.text).toContain(`${plain.url}/lien-ket/${secret}`);
  });
});

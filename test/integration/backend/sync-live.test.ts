import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { HttpPerson } from './support/http-person.ts';
import { EventReader } from './support/event-reader.ts';
import { nextCode, sampleDossier } from './support/sample-dossier.ts';
import { SyncMachine } from './support/sync-machine.ts';
import { TestBackend } from './support/test-backend.ts';

describe('a machine that listens', () => {
  let clock = Date.now();
  let test: TestBackend;
  let ha: SyncMachine;
  const open: EventReader[] = [];
  beforeAll(async () => {
    test = await TestBackend.start({ now: () => new Date(clock) });
    ha = new SyncMachine(test.ktv);
  });
  afterEach(() => {
    for (const reader of open.splice(0)) reader.close();
  });
  afterAll(() => test.stop());
  const listen = async (person: HttpPerson, options = {}) => {
    const reader = await EventReader.open(test.backend.url, person.token, options);
    open.push(reader);
    return reader;
  };
  const present = (person: HttpPerson, code: string | null, path = '', device = ha.device) =>
    person.send('PUT', '/sync/presence', { device, code, path });

  it('hears of a colleague’s draft at once, after it is on the disk, and not of what was refused', async () => {
    const lan = await listen(test.ktv2);
    const code = nextCode();
    await ha.push(ha.save(code, 0, 'một'));
    await expect.poll(() => lan.changed, { interval: 5 }).toEqual([code]);
    const machine = new SyncMachine(test.ktv2);
    expect((await machine.draft(code))?.version).toBe(1);
    expect(await ha.told(ha.save(code, 9, 'x'))).toBe('VERSION_UNKNOWN');
    await ha.push(ha.save(nextCode(), 0, 'hai'));
    await expect.poll(() => lan.changed.length).toBe(2);
  });

  it('hears of five hundred changes in one event', async () => {
    const lan = await listen(test.ktv2);
    const codes = Array.from({ length: 500 }, () => nextCode());
    await ha.push(...codes.map((code) => ha.save(code, 0, 'một')));
    await expect.poll(() => lan.changed.length).toBe(500);
    expect(lan.events.filter(({ kind }) => kind === 'changed')).toHaveLength(1);
  });

  it('of a signer hears of dossiers and never of drafts', async () => {
    const [signer, accountant] = [await listen(test.ktt), await listen(test.ktv2)];
    await ha.push(ha.save(nextCode(), 0, 'bản nháp'));
    await expect.poll(() => accountant.changed.length).toBe(1);
    const sample = await sampleDossier();
    await test.forwarded(sample);
    await expect.poll(() => signer.changed).toEqual([sample.code]);
    await expect.poll(() => accountant.changed).toContain(sample.code);
  });

  it('sees who is at work, in which field for accountants alone, until they leave or fall silent', async () => {
    const [lan, signer] = [await listen(test.ktv2), await listen(test.ktt)];
    const code = nextCode();
    expect((await present(test.ktv, code, 'vouchers/v1/lines/l3/amount')).status).toBe(204);
    await expect.poll(() => lan.present).toEqual(['Trần Thị Thu Hà @ vouchers/v1/lines/l3/amount']);
    await expect.poll(() => signer.present).toEqual(['Trần Thị Thu Hà @ ']);
    // Who comes later is told at once.
    expect((await listen(test.ctk)).present.length).toBeLessThanOrEqual(1);
    await present(test.ktv, null);
    await expect.poll(() => lan.present).toEqual([]);
    await present(test.ktv, code, 'title');
    await expect.poll(() => lan.present).toEqual(['Trần Thị Thu Hà @ title']);
    clock += 40_000;
    await present(test.ktv, code, 'title');
    clock += 40_000;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(lan.present).toEqual(['Trần Thị Thu Hà @ title']);
    clock += 10_000;
    await expect.poll(() => lan.present).toEqual([]);
    expect(
      await test.ktv.refusal('PUT', '/sync/presence', {
        device: ha.device,
        code: nextCode('1009999'),
        path: '',
      }),
    ).toBe('DOSSIER_NOT_FOUND');
  });

  it('hears a sign of life every fifteen seconds', async () => {
    const lan = await listen(test.ktv2);
    const before = lan.beats;
    clock += 15_000;
    await expect.poll(() => lan.beats).toBe(before + 1);
  });

  it('is cut off when its session is signed out, and when it ends by time', async () => {
    const person = await test.signedInAgain('ktv2.songlo');
    const [first, other] = [await listen(person), await listen(test.ktv2)];
    await person.send('DELETE', '/sessions/current');
    await expect.poll(() => first.ended).toBe(true);
    expect(other.ended).toBe(false);
    clock += 13 * 3_600_000;
    await expect.poll(() => other.ended).toBe(true);
  });

  it('makes room for its person’s ninth: the oldest stream ends', async () => {
    const person = await test.signedInAgain('ktv2.songlo');
    const readers: EventReader[] = [];
    for (let count = 0; count < 9; count += 1) readers.push(await listen(person));
    await expect
      .poll(() => readers.map(({ ended }) => ended))
      .toEqual([true, ...Array<boolean>(8).fill(false)]);
  });

  it('does not keep the server from ending', async () => {
    const other = await TestBackend.start();
    const reader = await EventReader.open(other.backend.url, other.ktv.token);
    await other.stop();
    await expect.poll(() => reader.ended).toBe(true);
  });
});

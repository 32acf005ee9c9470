import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DvcttError } from '#shared/contract/errors.ts';
import { freeTries, OfflineAttempts } from './offline-attempts.ts';

const wrong = () => Promise.resolve(false);
const right = () => Promise.resolve(true);
let folder: string;
let time: number;
const now = () => new Date(time);
let kept: string | undefined;
const profile = {
  attempts: () => kept,
  keepAttempts: (record: string | undefined) => {
    kept = record;
  },
};
const attempts = () => new OfflineAttempts({ folder, profile }, now);
const file = () => join(folder, 'sign-in-attempts.json');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dvctt-attempts-'));
  kept = undefined;
  time = Date.parse('2026-11-22T01:00:00Z');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function refusal(isRight: () => Promise<boolean>, on = attempts()): Promise<DvcttError | undefined> {
  try {
    await on.try(isRight);
    return undefined;
  } catch (cause) {
    if (cause instanceof DvcttError) return cause;
    throw cause;
  }
}

async function spendFreeTries(): Promise<void> {
  for (let n = 0; n < freeTries; n += 1) expect((await refusal(wrong))?.code).toBe('SIGN_IN_REFUSED');
}

it('makes a guesser wait one minute, then two, then four, over restarts of the program', async () => {
  await spendFreeTries();
  for (const minutes of [1, 2, 4]) {
    const held = await refusal(right);
    expect(held?.code).toBe('TOO_MANY_ATTEMPTS');
    expect(held?.details?.['retryAfter']).toBe(minutes * 60);
    time += minutes * 60_000 - 1;
    expect((await refusal(right))?.code).toBe('TOO_MANY_ATTEMPTS');
    time += 1;
    expect((await refusal(wrong))?.code).toBe('SIGN_IN_REFUSED');
  }
});

it('does not judge a password at all while the wait runs', async () => {
  await spendFreeTries();
  let judged = 0;
  await refusal(() => {
    judged += 1;
    return Promise.resolve(true);
  });
  expect(judged).toBe(0);
});

it('forgets the wrong tries after the right password', async () => {
  for (let n = 1; n < freeTries; n += 1) await refusal(wrong);
  expect(await refusal(right)).toBeUndefined();
  await spendFreeTries();
});

it('counts the try of a program that was killed while it judged', async () => {
  for (let n = 0; n < freeTries; n += 1) {
    void attempts().try(() => new Promise<boolean>(() => undefined));
  }
  expect((await refusal(right))?.code).toBe('TOO_MANY_ATTEMPTS');
});

it('gives no new try to one who sets the clock back', async () => {
  await spendFreeTries();
  time -= 10 * 24 * 3_600_000;
  expect((await refusal(right))?.details?.['retryAfter']).toBe(60);
});

it('lets nobody guess uncounted when the folder cannot be written', async () => {
  rmSync(folder, { recursive: true });
  const refused = await refusal(right);
  expect(refused?.code).toBe('STORE_FAILED');
  expect(refused?.details?.['file']).toContain(folder);
});

it('goes on counting when the file is deleted, emptied or set back between the tries', async () => {
  for (const fresh of [
    () => rmSync(file()),
    () => writeFileSync(file(), ''),
    () => writeFileSync(file(), JSON.stringify({ wrong: 1, at: '2020-01-01T00:00:00.000Z' })),
  ]) {
    await spendFreeTries();
    fresh();
    expect((await refusal(right))?.details?.['retryAfter']).toBe(60);
    time += 60_000;
    expect(await refusal(right)).toBeUndefined();
  }
});

it('goes on counting when an older copy of the store is put back beside the file', async () => {
  const before = kept;
  await spendFreeTries();
  kept = before;
  expect((await refusal(right))?.code).toBe('TOO_MANY_ATTEMPTS');
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ wrong: freeTries });
});

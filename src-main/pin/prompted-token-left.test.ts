import { expect, it } from 'vitest';
import type { TokenList, TokenView } from '#shared/contract/tokens.ts';
import { PinJobs } from './pin-jobs.ts';
import { PromptWatch } from './prompt-watch.ts';
import { promptedTokenHasLeft } from './prompted-token-left.ts';
import { TokenPinJob } from './token-pin-job.ts';

const token: TokenView = {
  serial: 'CARD1',
  label: 'Token',
  manufacturer: 'M',
  model: 'X',
  reader: 'R',
  slotId: '00',
  modulePath: '/m.so',
  pinState: 'ok',
  pukState: 'ok',
  pinPad: false,
  minPinLength: 4,
  maxPinLength: 8,
};

function listOf(
  tokens: readonly TokenView[],
  state: 'ready' | 'failed' | 'asking',
  reader: 'empty' | 'unread' = 'unread',
): TokenList {
  const module = { path: '/m.so', description: '', manufacturer: '', version: '', state, readers: [] };
  return {
    modules: [module],
    tokens: [...tokens],
    readers: [{ name: 'R', state: reader }],
    pcsc: 'watching',
  };
}

it('takes a token for gone only when its reader is empty or its module shows it no more', () => {
  expect(promptedTokenHasLeft(token, listOf([token], 'ready'))).toBe(false);
  expect(promptedTokenHasLeft(token, listOf([], 'ready'))).toBe(true);
  expect(promptedTokenHasLeft(token, listOf([{ ...token, serial: 'OTHER' }], 'ready'))).toBe(true);
  expect(promptedTokenHasLeft(token, listOf([], 'asking'))).toBe(false);
  expect(promptedTokenHasLeft(token, listOf([], 'failed'))).toBe(false);
  expect(promptedTokenHasLeft(token, listOf([], 'asking', 'empty'))).toBe(true);
  const elsewhere = { ...token, serial: 'card-1', modulePath: '/n.so', alsoThrough: ['/m.so'] };
  expect(promptedTokenHasLeft(token, listOf([elsewhere], 'ready'))).toBe(false);
});

it('spends the prompt of a token that is pulled out, and no try; the page hears why', async () => {
  const expiresAt = '2026-11-22T08:05:00.000Z';
  const cancelled: string[] = [];
  let entries = 0;
  const job = new TokenPinJob(
    {
      purpose: 'change',
      tokenSerial: 'CARD1',
      about: { owner: '', certificateSerial: '', algorithm: '' },
      openPrompt: () => Promise.resolve({ promptId: 'p1', publicKey: 'key', expiresAt, token }),
      attempt: () => Promise.reject(new Error(`entry ${(entries += 1)}`)),
    },
    { cancelPrompt: (id) => Promise.resolve(void cancelled.push(id)), emit: () => undefined },
  );
  await job.ask();
  const jobs = new PinJobs();
  jobs.add(job);
  let list = listOf([token], 'ready');
  const watch = new PromptWatch({ list: () => Promise.resolve(list), watch: () => () => undefined }, jobs);
  await watch.look();
  expect(job.describePin().prompt.promptId).toBe('p1');
  list = listOf([], 'ready');
  await watch.look();
  expect(job.view()).toMatchObject({ phase: 'failed', failure: { code: 'TOKEN_REMOVED' } });
  expect(() => job.describePin()).toThrow('TOKEN_REMOVED');
  expect(cancelled).toEqual(['p1']);
  // Plugged in again: it takes a prompt of its own.
  list = listOf([token], 'ready');
  await watch.look();
  const sealed = { promptId: 'p1', ephemeralKey: 'E', iv: 'I', ciphertext: 'C' };
  await expect(job.enterPin(sealed)).rejects.toThrow('TOKEN_REMOVED');
  expect(entries).toBe(0);
});

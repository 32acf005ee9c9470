/** Drivers that find the pipe to the core and write into it: what they write ends their own process, and nothing else. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TokenList } from '#shared/contract/tokens.ts';
import { BadCompany, hostProcesses, longestPause, mostPause } from './bad-company.ts';

const company = new BadCompany();
beforeAll(() => company.prepare());
afterEach(() => company.end());
afterAll(() => company.clear());

/** What a flood may cost this process, bytes: a few messages of the longest kind, and what a list costs anyhow. */
const mostMemory = 150 * 1024 * 1024;

const row = (facts: string) =>
  `{"trace":{"sequence":1,"at":"2026-01-01T00:00:00.000Z","call":"C_Sign","facts":${facts}}}`;

const orders = {
  'what no decoder can read': 'load raw-bytes 00000004ff0f9999',
  'a length of no end': 'load raw-bytes ffffffff',
  'a message of no end': 'load endless-message ffffffff',
  'the longest message, and no end': 'load endless-message 00400000',
  'messages of nothing': 'load flood {}',
  'that it is ready, again and again': 'C_GetSlotList flood {"ready":true}',
  'answers that nobody asked for': 'C_GetSlotList flood {"id":99,"ok":true,"output":{}}',
  'an answer in place of the host': 'C_GetSlotList flood {"id":1,"ok":true,"output":{}}',
  'a trace that nobody asked for': `C_GetSlotList flood ${row('{}')}`,
};

describe('a driver that writes into the channel to the core', () => {
  const modules = new Map<string, string>();
  let listed: TokenList;
  let pause: number;
  let memory: number;

  beforeAll(async () => {
    for (const [what, order] of Object.entries(orders)) modules.set(what, company.module(order).path);
    // Ten processes start at the same time.
    const service = company.service([...modules.values()], { deadlines: { survey: 8_000 } });
    const before = process.memoryUsage().rss;
    ({ result: listed, pause } = await longestPause(() => service.list()));
    memory = process.memoryUsage().rss - before;
    await service.close();
  });

  it.each(Object.keys(orders))('(%s) has crashed', (what) => {
    const path = modules.get(what);
    expect(listed.modules.find((module) => module.path === path)?.failure).toMatchObject({
      code: 'MODULE_CRASHED',
      details: { module: path, reason: 'unreadable answer' },
    });
  });

  it('hides no honest token, holds up this process no longer than any other, and fills no memory', async () => {
    expect(listed.tokens.map(({ label }) => label)).toEqual(['KTT']);
    expect(pause).toBeLessThan(mostPause);
    expect(memory).toBeLessThan(mostMemory);
    await expect.poll(hostProcesses, { timeout: 15_000 }).toEqual([]);
  });

  it('by tracing without end, or rows of any length, has crashed as well', async () => {
    const fact = `{"${'a'.repeat(40)}":"${'b'.repeat(200)}"}`;
    const bad = [row('{}'), row(fact)].map((text) => company.module(`C_GetSlotList flood ${text}`));
    const service = company.service(bad.map(({ path }) => path));
    await service.trace.set(true);
    const { result, pause } = await longestPause(() => service.list());
    expect(result.tokens.map(({ label }) => label)).toEqual(['KTT']);
    expect(result.modules.filter(({ failure }) => failure?.code === 'MODULE_CRASHED')).toHaveLength(2);
    expect(pause).toBeLessThan(mostPause);
  });

  it('again and again is let be after three times, until somebody asks to look again', async () => {
    const bad = company.module('load raw-bytes 00000004ff0f9999');
    const loads = () => bad.calls().filter((call) => call === 'load').length;
    const service = company.service([bad.path], { pollEvery: 60_000 });
    const state = async () => (await service.certificates()).problems.map(({ code }) => code);
    for (let time = 0; time < 5; time++) {
      expect(await state()).toEqual(['MODULE_CRASHED']);
      expect((await service.list()).tokens).toHaveLength(1);
    }
    expect(loads()).toBe(3);
    bad.order();
    expect(await state()).toEqual(['MODULE_CRASHED']);
    expect((await service.lookAgain()).tokens).toHaveLength(2);
  });
});

describe('a driver with more readers than there are in the world', () => {
  it('is asked for the first of them, and its token is listed', async () => {
    const bad = company.module('C_GetSlotList many 300000');
    const { modules, tokens } = await company.service([bad.path]).list();
    expect(modules.find(({ path }) => path === bad.path)?.readers).toHaveLength(64);
    expect(tokens.map(({ label }) => label).sort()).toEqual(['CTK', 'KTT']);
    expect(bad.calls().filter((call) => call === 'C_GetSlotInfo')).toHaveLength(64);
  });
});

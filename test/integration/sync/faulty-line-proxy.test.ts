/** The line that the other tests trust to misbehave, against a server that counts what it hears. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FaultyLine } from '#test/faults/line/faulty-line.ts';
import type { Fault } from '#test/faults/line/fault.ts';
import { seededPlan } from '#test/faults/line/seeded-plan.ts';

let server: Server;
let line: FaultyLine;
let heard: string[];

beforeEach(async () => {
  heard = [];
  server = createServer((asked, answer) => {
    if (asked.headers.accept === 'text/event-stream') {
      answer.writeHead(200, { 'content-type': 'text/event-stream' });
      answer.write('data: 1\n\n');
      return;
    }
    void text(asked).then((body) => {
      heard.push(body);
      answer.writeHead(200, { 'content-type': 'application/json' });
      answer.end(JSON.stringify({ place: heard.length, said: body }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  await line.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const open = async (fault?: Fault, options: { clockOff?: number; cutEventsAfter?: number } = {}) => {
  const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  line = await FaultyLine.open({
    target,
    plan: ({ place }) => (place === 0 ? fault : undefined),
    ...options,
  });
};
const say = async (body: string) => {
  const answer = await fetch(`${line.url}/say`, { method: 'POST', body });
  return { status: answer.status, text: await answer.text() };
};

describe('a request on a faulty line', () => {
  it('passes unharmed when nothing is planned', async () => {
    await open();
    expect(await say('xin chào')).toEqual({ status: 200, text: '{"place":1,"said":"xin chào"}' });
  });

  it('that is lost never reaches the server', async () => {
    await open({ kind: 'lost-request' });
    await expect(say('một')).rejects.toThrow();
    expect(heard).toEqual([]);
    expect((await say('hai')).status).toBe(200);
  });

  it('that is lost is known to be lost at once, also without a body', async () => {
    await open({ kind: 'lost-request' });
    await expect(fetch(`${line.url}/say`)).rejects.toThrow();
    expect(heard).toEqual([]);
  });

  it.each<Fault>([{ kind: 'lost-answer' }, { kind: 'half-answer' }])(
    'is done by the server though its sender never knows ($kind)',
    async (fault) => {
      await open(fault);
      await expect(say('một')).rejects.toThrow();
      expect(heard).toEqual(['một']);
    },
  );

  it.each<[Fault, number]>([
    [{ kind: 'gateway', status: 503 }, 503],
    [{ kind: 'portal' }, 200],
    [{ kind: 'session-ended' }, 401],
  ])('is answered by somebody in between (%j)', async (fault, status) => {
    await open(fault);
    expect((await say('một')).status).toBe(status);
    expect(heard).toEqual([]);
  });

  it('arrives twice when it was doubled', async () => {
    await open({ kind: 'doubled' });
    expect((await say('một')).text).toContain('"place":2');
    expect(heard).toEqual(['một', 'một']);
  });

  it('that straggles arrives after one that was sent later', async () => {
    await open({ kind: 'straggler', ms: 50 });
    await expect(say('một')).rejects.toThrow();
    await say('hai');
    await line.stragglersArrived();
    expect(heard).toEqual(['hai', 'một']);
  });

  it('that is late is overtaken', async () => {
    await open({ kind: 'late-request', ms: 50 });
    await Promise.all([say('một'), new Promise((go) => setTimeout(go, 10)).then(() => say('hai'))]);
    expect(heard).toEqual(['hai', 'một']);
  });

  it('does not get out while the cable is pulled', async () => {
    await open();
    line.pull();
    await expect(say('một')).rejects.toThrow();
    line.plugIn();
    expect((await say('hai')).status).toBe(200);
    expect(heard).toEqual(['hai']);
  });
});

it('shows the clock of the server an hour off', async () => {
  await open(undefined, { clockOff: 3_600_000 });
  const { headers } = await fetch(`${line.url}/say`, { method: 'POST', body: '' });
  expect(Date.parse(headers.get('date')!) - Date.now()).toBeGreaterThan(3_590_000);
});

it('cuts an event stream after its first events', async () => {
  await open(undefined, { cutEventsAfter: 100 });
  const answer = await fetch(`${line.url}/events`, { headers: { accept: 'text/event-stream' } });
  const reader = answer.body!.getReader();
  expect(new TextDecoder().decode((await reader.read()).value)).toBe('data: 1\n\n');
  await expect(reader.read()).rejects.toThrow();
});

it('misbehaves in the same way for the same seed, and in another for another', () => {
  const faults = (seed: number) => {
    const plan = seededPlan({ seed, share: 0.5 });
    return Array.from(
      { length: 50 },
      (_, place) => plan({ method: 'GET', path: '/', place })?.kind ?? 'none',
    );
  };
  expect(faults(7)).toEqual(faults(7));
  expect(faults(7)).not.toEqual(faults(8));
  expect(new Set(faults(7)).size).toBeGreaterThan(5);
});

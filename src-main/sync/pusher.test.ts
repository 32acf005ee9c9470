import { createServer } from 'node:http';
import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Failure } from '#shared/contract/errors.ts';
import type { Mutation, MutationResult } from '#shared/contract/sync/http.ts';
import { dossierCodeSchema } from '#shared/domain/dossiers/dossier.ts';
import type { Outbox, Outgoing } from '../account-store/account-store.ts';
import { BackendClient } from '../backend-client/backend-client.ts';
import { Pusher } from './pusher.ts';
import { Uploads } from './uploads.ts';

type Save = Extract<Mutation, { kind: 'save' }>;
type Answer =
  { readonly status: number; readonly failure: Failure } | { readonly results: readonly MutationResult[] };

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A queue of changes and a server that answers each push as the test says. */
async function queueOf(titles: readonly string[], answer: (pushed: readonly Save[]) => Answer) {
  const pushes: string[][] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const bytes = Buffer.concat(parts);
      const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
      // Written by the client under test from mutations of this file.
      const { mutations } = JSON.parse(body.toString('utf8')) as { mutations: Save[] };
      pushes.push(mutations.map(({ content }) => content.title));
      const given = answer(mutations);
      if ('results' in given) {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ results: given.results }));
      } else {
        response.writeHead(given.status, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ failure: given.failure, requestId: 'r-1' }));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo; // a TCP server's address has this shape

  let waiting: Outgoing[] = titles.map((title, n) => ({
    sequence: n + 1,
    blobs: [],
    mutation: {
      kind: 'save',
      id: randomUUID(),
      code: dossierCodeSchema.parse(String(1001163000000000000n + BigInt(n))),
      baseVersion: 0,
      dossierVersion: 0,
      content: { title, vouchers: [], attachments: [] },
      cause: 'edit',
    },
  }));
  const titleOf = (id: string) => {
    const change = waiting.find(({ mutation }) => mutation.id === id);
    waiting = waiting.filter((other) => other !== change);
    return change?.mutation.kind === 'save' ? change.mutation.content.title : 'answered twice';
  };
  const applied: string[] = [];
  const setAside: Record<string, string> = {};
  const failed: string[] = [];
  const outbox: Outbox = {
    take: (limit) => waiting.slice(0, limit),
    applied: (id) => applied.push(titleOf(id)),
    conflicted: (id) => void titleOf(id),
    refused: (id, { code }) => (setAside[titleOf(id)] = code),
    recode: () => dossierCodeSchema.parse('1001163999999999999'),
    failed: (ids) => failed.push(...ids),
    list: () => [],
    counts: () => ({ waiting: waiting.length, setAside: 0, conflicts: 0 }),
    retry: () => undefined,
    discard: () => undefined,
  };
  const { sync } = new BackendClient(`http://127.0.0.1:${port}`);
  const blobs = { get: () => Promise.reject(new Error('no attachments here')) };
  const pusher = new Pusher({
    store: { outbox, batch: (work) => work(), profile: { device: randomUUID() } },
    calls: sync,
    uploads: new Uploads(sync, blobs, () => undefined),
    changed: () => undefined,
    moved: () => undefined,
  });
  const run = () => pusher.run(new AbortController().signal);
  return { run, pushes, applied, setAside, failed, left: () => waiting.length };
}

const apply = (pushed: readonly Save[]): Answer => ({
  results: pushed.map(({ id }, n) => ({ outcome: 'applied', id, version: 1, sequence: n + 1 })),
});
const many = (count: number) => Array.from({ length: count }, (_, n) => `hồ sơ ${n}`);

test('ten thousand changes go out in full batches', async () => {
  const queue = await queueOf(many(10_000), apply);
  await queue.run();
  expect(queue.applied).toHaveLength(10_000);
  expect(queue.pushes).toHaveLength(20);
});

test('a change that the server chokes on is found and set aside, and all others arrive', async () => {
  const titles = many(300);
  titles[217] = 'độc';
  const queue = await queueOf(titles, (pushed) =>
    pushed.some(({ content }) => content.title === 'độc')
      ? { status: 413, failure: { code: 'MUTATION_TOO_LARGE' } }
      : apply(pushed),
  );
  await queue.run();
  expect(queue.setAside).toEqual({ độc: 'MUTATION_TOO_LARGE' });
  expect(queue.applied).toHaveLength(299);
  expect(queue.pushes.length).toBeLessThan(30);
});

test('a change over which the server falls three times is set aside; before that it may have been the server', async () => {
  const titles = many(64);
  titles[9] = 'độc';
  const queue = await queueOf(titles, (pushed) =>
    pushed.some(({ content }) => content.title === 'độc')
      ? { status: 500, failure: { code: 'BACKEND_ERROR' } }
      : apply(pushed),
  );
  for (let tries = 0; tries < 2; tries += 1) {
    await expect(queue.run()).rejects.toMatchObject({ code: 'BACKEND_ERROR' });
    expect(queue.applied).toHaveLength(63);
    expect(queue.left()).toBe(1);
  }
  await queue.run();
  expect(queue.setAside).toEqual({ độc: 'BACKEND_ERROR' });
});

test('a server that fails on everything gets no storm of halves, and nothing is set aside', async () => {
  const queue = await queueOf(many(500), () => ({ status: 500, failure: { code: 'BACKEND_ERROR' } }));
  await expect(queue.run()).rejects.toMatchObject({ code: 'BACKEND_ERROR' });
  expect(queue.pushes.length).toBeLessThan(25);
  expect(queue.setAside).toEqual({});
  expect(queue.left()).toBe(500);
});

test('an answer that belongs to another push is not believed', async () => {
  const queue = await queueOf(many(3), (pushed) => apply([...pushed].reverse()));
  await expect(queue.run()).rejects.toMatchObject({ code: 'BACKEND_ERROR' });
  expect(queue.left()).toBe(3);
  expect(queue.failed).toHaveLength(3);
});

test('a session that ended in the middle keeps what was not answered', async () => {
  let pushed = 0;
  const queue = await queueOf(many(2_000), (mutations) => {
    pushed += 1;
    return pushed > 2 ? { status: 401, failure: { code: 'SESSION_REQUIRED' } } : apply(mutations);
  });
  await expect(queue.run()).rejects.toMatchObject({ code: 'SESSION_REQUIRED' });
  expect(queue.applied).toHaveLength(1_000);
  expect(queue.left()).toBe(1_000);
});

test('changes that the server puts off go out again as they were, in batches that it has room for', async () => {
  const queue = await queueOf(many(400), (pushed) => ({
    results: pushed.map(({ id }, n) =>
      n < 40 ? { outcome: 'applied', id, version: 1, sequence: n + 1 } : { outcome: 'later', id },
    ),
  }));
  await queue.run();
  expect(queue.applied).toHaveLength(400);
  expect(queue.setAside).toEqual({});
  expect(queue.pushes.length).toBeLessThan(20);
});

test('a server that puts everything off for ever is given up soon, and nothing is lost', async () => {
  const queue = await queueOf(many(100), (pushed) => ({
    results: pushed.map(({ id }) => ({ outcome: 'later', id })),
  }));
  await expect(queue.run()).rejects.toMatchObject({ code: 'BACKEND_ERROR' });
  expect(queue.left()).toBe(100);
  expect(queue.failed).not.toEqual([]);
  expect(queue.setAside).toEqual({});
  expect(queue.pushes.length).toBeLessThan(10);
});

test('after a failure smaller batches are tried, so that all gets through a poor line', async () => {
  const queue = await queueOf(many(500), (pushed) =>
    pushed.length > 200 ? { status: 503, failure: { code: 'SERVER_BUSY' } } : apply(pushed),
  );
  for (let tries = 0; queue.left() > 0 && tries < 5; tries += 1) {
    await queue.run().catch((thrown: unknown) => expect(thrown).toMatchObject({ code: 'SERVER_BUSY' }));
  }
  expect(queue.applied).toHaveLength(500);
});

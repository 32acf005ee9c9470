import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBrowserShell, type BrowserShell } from '#main/shells/browser/shell.ts';
import { failureSchema } from '#shared/contract/errors.ts';
import { z } from 'zod';
import { send, sendRaw } from './http-client.ts';
import { TinyCore, tinyOptions } from './tiny-core.ts';

let folder: string;
let core: TinyCore;
let shell: BrowserShell;
let port: number;
let secret: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dvctt-shell-'));
  const renderer = join(folder, 'renderer');
  mkdirSync(join(renderer, 'assets'), { recursive: true });
  writeFileSync(join(renderer, 'index.html'), '<title>window</title>');
  writeFileSync(join(renderer, 'pin.html'), '<title>pin</title>');
  writeFileSync(join(renderer, 'assets', 'a.js'), 'export {}');
  writeFileSync(join(folder, 'drafts.json'), 'SECRET');
  core = new TinyCore(tinyOptions);
  shell = await startBrowserShell({ core, rendererFolder: renderer });
  const url = new URL(shell.url);
  port = Number(url.port);
  secret = url.hash.slice(1);
});

afterEach(async () => {
  await shell.close();
  rmSync(folder, { recursive: true });
});

const windowPost = (extra: Record<string, string> = {}) => ({
  Host: `127.0.0.1:${port}`,
  Origin: `http://127.0.0.1:${port}`,
  'Content-Type': 'application/json',
  'X-DVCTT': '1',
  ...extra,
});

const redeem = (value: string) =>
  send({
    port,
    path: '/shell/start',
    method: 'POST',
    headers: windowPost(),
    body: JSON.stringify({ secret: value }),
  });

/** Opens the session as the start page does and returns the cookie. */
async function openSession(): Promise<string> {
  const answer = await redeem(secret);
  return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

const call = (name: string, input: unknown, headers: Record<string, string>) =>
  send({ port, path: `/call/${name}`, method: 'POST', headers, body: JSON.stringify(input) });

const refusal = (text: string) =>
  z.object({ ok: z.literal(false), failure: failureSchema }).parse(JSON.parse(text));

async function openTicket(cookie: string, jobId: string): Promise<string> {
  const answer = await send({
    port,
    path: '/shell/pin-ticket',
    method: 'POST',
    headers: windowPost({ Cookie: cookie }),
    body: JSON.stringify({ jobId }),
  });
  const { url } = z.object({ url: z.url() }).parse(JSON.parse(answer.text));
  expect(new URL(url).origin).toBe(`http://localhost:${port}`);
  return new URL(url).hash.slice('#ticket='.length);
}

const pinCall = (name: string, input: unknown, headers: Record<string, string>) =>
  send({
    port,
    path: `/pin/call/${name}`,
    method: 'POST',
    headers: {
      Host: `localhost:${port}`,
      Origin: `http://localhost:${port}`,
      'Content-Type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(input),
  });

describe('the start of the browser shell', () => {
  it('exchanges its launch secret for a cookie that scripts and other sites cannot use', async () => {
    const answer = await redeem(secret);
    expect(answer.status).toBe(200);
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      new RegExp(`^dvctt-${port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
    );
  });

  it('refuses the launch secret the second time, so that a copied link is worth nothing', async () => {
    await redeem(secret);
    const second = await redeem(secret);
    expect(second.status).toBe(401);
    expect(second.headers['set-cookie']).toBeUndefined();
  });

  it('refuses a guessed secret and still takes the right one afterwards', async () => {
    expect((await redeem('A'.repeat(43))).status).toBe(401);
    expect((await redeem('')).status).toBe(401);
    expect((await redeem(secret)).status).toBe(200);
  });

  it('does not exchange the secret for a page of another site', async () => {
    const foreign = await send({
      port,
      path: '/shell/start',
      method: 'POST',
      headers: windowPost({ Origin: 'https://evil.example' }),
      body: JSON.stringify({ secret }),
    });
    expect(foreign.status).toBe(403);
    expect((await redeem(secret)).status).toBe(200);
  });

  it('is reached on the loopback addresses only', async () => {
    const outside = Object.values(networkInterfaces())
      .flat()
      .filter((face) => face !== undefined && !face.internal && face.family === 'IPv4')
      .map((face) => face?.address ?? '');
    for (const address of outside) {
      const reached = await new Promise<boolean>((resolve) => {
        const socket = connect(port, address);
        socket.once('connect', () => resolve(true));
        socket.once('error', () => resolve(false));
      });
      expect(reached, address).toBe(false);
    }
  });
});

describe('a call of the window', () => {
  it('is answered with the output, or with the failure as a value', async () => {
    const cookie = await openSession();
    const info = await call('app.info', {}, windowPost({ Cookie: cookie }));
    expect(JSON.parse(info.text)).toMatchObject({ ok: true, output: { policy: 'compat' } });
    const failed = await call(
      'session.signIn',
      { username: 'lan', password: 'x' },
      windowPost({ Cookie: cookie }),
    );
    expect(failed.status).toBe(200);
    expect(refusal(failed.text).failure.code).toBe('SIGN_IN_REFUSED');
  });

  it('never carries a stack', async () => {
    const cookie = await openSession();
    const bug = await call(
      'session.signIn',
      { username: 'bug', password: 'x' },
      windowPost({ Cookie: cookie }),
    );
    expect(refusal(bug.text).failure.code).toBe('UNEXPECTED');
    expect(bug.text).not.toMatch(/tiny-core|\.ts|at /);
  });

  it.each([
    ['a page of another name for this machine (DNS rebinding)', { Host: 'evil.example' }, 421],
    ['the right name with a foreign port', { Host: '127.0.0.1:1' }, 421],
    ['the PIN origin’s name', { Host: 'localhost' }, 421],
    ['a numeric alias of this machine', { Host: '0.0.0.0' }, 421],
    ['a page of another site', { Origin: 'https://evil.example' }, 403],
    ['the PIN page', { Origin: 'http://localhost' }, 403],
    ['a sandboxed frame', { Origin: 'null' }, 403],
    ['a page that says it is of another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['a form, which cannot set our header', { 'X-DVCTT': '' }, 403],
    ['a form body', { 'Content-Type': 'text/plain' }, 400],
    ['a body in a coding that could hide its size', { 'Content-Encoding': 'gzip' }, 400],
    ['a browser without the session', { Cookie: '' }, 401],
    ['a browser with a made-up session', { Cookie: `dvctt-1=${'A'.repeat(43)}` }, 401],
  ])('is refused from %s', async (_who, lie, status) => {
    const cookie = await openSession();
    const answer = await call('app.info', {}, windowPost({ Cookie: cookie, ...lie }));
    expect(answer.status).toBe(status);
    expect(core.seen).toEqual([]);
  });

  it('is refused without an Origin', async () => {
    const { Origin: _origin, ...headers } = windowPost({ Cookie: await openSession() });
    expect((await call('app.info', {}, headers)).status).toBe(403);
    expect(core.seen).toEqual([]);
  });

  it('is refused with two Host headers or two session cookies', async () => {
    const cookie = await openSession();
    const head = (host: string, cookies: string) =>
      `POST /call/app.info HTTP/1.1\r\n${host}Origin: http://127.0.0.1:${port}\r\nContent-Type: application/json\r\n` +
      `X-DVCTT: 1\r\nCookie: ${cookies}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`;
    const host = `Host: 127.0.0.1:${port}\r\n`;
    expect(await sendRaw(port, head(host, cookie))).toMatch(/^HTTP\/1\.1 200 /);
    expect(await sendRaw(port, head(`Host: evil.example\r\n${host}`, cookie))).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(await sendRaw(port, head('', cookie))).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(await sendRaw(port, head(host, `dvctt-${port}=x; ${cookie}`))).toMatch(/^HTTP\/1\.1 401 /);
    expect(core.seen).toHaveLength(1);
  });

  it('is refused by GET, PUT and OPTIONS', async () => {
    const cookie = await openSession();
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']) {
      const answer = await send({
        port,
        path: '/call/app.info',
        method,
        headers: { Host: `127.0.0.1:${port}`, Cookie: cookie },
      });
      expect(answer.status, method).toBe(405);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
    expect(core.seen).toEqual([]);
  });

  it.each([
    'nonsense',
    'constructor',
    '__proto__',
    'pin.describe',
    'pin.submit',
    'pin.cancel',
    'shell.screenLocked',
    '',
  ])('is refused when the window may not call %j', async (name) => {
    const cookie = await openSession();
    const answer = await call(name, { jobId: 'job-1' }, windowPost({ Cookie: cookie }));
    expect(answer.status).toBe(404);
    expect(core.seen).toEqual([]);
  });

  it('is refused with fields that the contract does not know, broken JSON, or no object', async () => {
    const cookie = await openSession();
    const extra = await call('app.info', { extra: 1 }, windowPost({ Cookie: cookie }));
    expect(refusal(extra.text).failure.code).toBe('REQUEST_INVALID');
    for (const body of ['{', '[]', 'null', '"x"', '', Buffer.from([0x7b, 0xff, 0x7d])]) {
      const answer = await send({
        port,
        path: '/call/app.info',
        method: 'POST',
        headers: windowPost({ Cookie: cookie }),
        body,
      });
      expect(refusal(answer.text).failure.code).toBe('REQUEST_INVALID');
    }
    expect(core.seen).toEqual([]);
  });

  it('does not repeat a rejected value, which may be a password, in the refusal', async () => {
    const cookie = await openSession();
    const answer = await call(
      'session.signIn',
      { username: 'lan', password: ['hunter2'] },
      windowPost({ Cookie: cookie }),
    );
    expect(refusal(answer.text).failure.code).toBe('REQUEST_INVALID');
    expect(answer.text).not.toContain('hunter2');
  });

  it('is refused before its body is read when it announces more than fits', async () => {
    const cookie = await openSession();
    const headers = Object.entries(
      windowPost({ Cookie: cookie, 'Content-Length': String(200 * 1024 * 1024) }),
    )
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('');
    const answer = await sendRaw(port, `POST /call/drafts.attach HTTP/1.1\r\n${headers}\r\n{`);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('FILE_TOO_LARGE');
  });

  it('is cut off when a body of unannounced length grows past the limit', async () => {
    const cookie = await openSession();
    const headers = Object.entries(windowPost({ Cookie: cookie, 'Transfer-Encoding': 'chunked' }))
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('');
    const received = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(port, '127.0.0.1');
      socket.on('data', (chunk) => (text += chunk.toString()));
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(text));
      const block = `100000\r\n${'A'.repeat(0x100000)}\r\n`;
      const pump = () => {
        while (!socket.destroyed && socket.write(block));
      };
      socket.on('drain', pump);
      socket.write(`POST /call/app.info HTTP/1.1\r\n${headers}\r\n`);
      pump();
    });
    // The refusal may be lost when the connection is cut; that the shell is cut off and alive is what counts.
    if (received !== '') expect(received).toMatch(/^HTTP\/1\.1 413 /);
    expect(core.seen).toEqual([]);
    expect((await call('app.info', {}, windowPost({ Cookie: cookie }))).status).toBe(200);
  });

  it('carries a document of 100 MB', async () => {
    const cookie = await openSession();
    const input = { code: '1001163260102030405', name: 'a.pdf', base64: 'A'.repeat(139_999_996) };
    const answer = await call('drafts.attach', input, windowPost({ Cookie: cookie }));
    expect(refusal(answer.text).failure).toEqual({
      code: 'FILE_TOO_LARGE',
      details: { characters: 139_999_996 },
    });
  });
});

describe('the files of the window', () => {
  it('are served to the session with a policy that lets nothing else in', async () => {
    const cookie = await openSession();
    const page = await send({ port, path: '/', headers: { Host: `127.0.0.1:${port}`, Cookie: cookie } });
    expect(page.text).toContain('<title>window</title>');
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(policy).toContain(`frame-src http://localhost:${port};`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(page.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
  });

  it('are shown to nobody without the session', async () => {
    const page = await send({ port, path: '/', headers: { Host: `127.0.0.1:${port}` } });
    expect(page.status).toBe(401);
    expect(page.text).not.toContain('<title>window</title>');
  });

  it.each([
    '/../drafts.json',
    '/assets/../../drafts.json',
    '/%2e%2e/drafts.json',
    '/..%2fdrafts.json',
    '/assets/..%5c..%5cdrafts.json',
    '//127.0.0.1/../drafts.json',
    '/assets/',
    '/assets',
    '/pin.html',
    '/index.html/',
  ])('never include %s', async (path) => {
    const cookie = await openSession();
    const answer = await send({ port, path, headers: { Host: `127.0.0.1:${port}`, Cookie: cookie } });
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain('SECRET');
  });
});

describe('the events of the core', () => {
  const listen = (headers: Record<string, string>, received: string[]) =>
    new Promise<number>((resolve, reject) => {
      get({ host: '127.0.0.1', port, path: '/events', headers, agent: false }, (response) => {
        response.on('data', (chunk: Buffer) => received.push(chunk.toString()));
        response.on('error', () => undefined);
        resolve(response.statusCode ?? 0);
      }).on('error', reject);
    });

  it('reach the open window', async () => {
    const cookie = await openSession();
    const received: string[] = [];
    const headers = { Host: `127.0.0.1:${port}`, Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' };
    expect(await listen(headers, received)).toBe(200);
    core.emit({ name: 'dossiers.changed', payload: { code: '1' } });
    await expect
      .poll(() => received.join(''))
      .toContain('data: {"name":"dossiers.changed","payload":{"code":"1"}}\n\n');
  });

  it.each([
    ['another site', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'same-origin' }, 403],
    ['a page of another site that hides its origin', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['the PIN page', { 'Sec-Fetch-Site': 'cross-site', Origin: 'http://localhost' }, 403],
    ['a client that does not say where it comes from', {}, 403],
    ['a browser without the session', { Cookie: '', 'Sec-Fetch-Site': 'same-origin' }, 401],
  ])('do not reach %s', async (_who, lie, status) => {
    const cookie = await openSession();
    expect(await listen({ Host: `127.0.0.1:${port}`, Cookie: cookie, ...lie }, [])).toBe(status);
  });

  it('tell the program when the last window has gone for good, and not after a reload', async () => {
    let left = 0;
    const leaving = await startBrowserShell({
      core,
      rendererFolder: folder,
      absence: 150,
      onLeft: () => left++,
    });
    const url = new URL(leaving.url);
    const at = Number(url.port);
    const start = await send({
      port: at,
      path: '/shell/start',
      method: 'POST',
      headers: {
        Host: url.host,
        Origin: url.origin,
        'Content-Type': 'application/json',
        'X-DVCTT': '1',
      },
      body: JSON.stringify({ secret: url.hash.slice(1) }),
    });
    const cookie = start.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const open = () =>
      new Promise<() => void>((resolve) => {
        const headers = { Host: url.host, Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' };
        const stream = get(
          { host: '127.0.0.1', port: at, path: '/events', headers, agent: false },
          (response) => {
            response.on('error', () => undefined);
            resolve(() => stream.destroy());
          },
        );
        stream.on('error', () => undefined);
      });
    const closeFirst = await open();
    closeFirst();
    const closeSecond = await open();
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(left).toBe(0);
    closeSecond();
    await expect.poll(() => left).toBe(1);
    await leaving.close();
  });
});

describe('the PIN page', () => {
  it('is served on an origin of its own, which only our window may frame', async () => {
    for (const dial of ['127.0.0.1', '::1'] as const) {
      const page = await send({
        port,
        dial,
        path: '/pin.html?job=1',
        headers: { Host: `localhost:${port}` },
      });
      expect(page.text).toContain('<title>pin</title>');
      expect(page.headers['content-security-policy']).toContain(`frame-ancestors http://127.0.0.1:${port};`);
    }
  });

  it('shows no other page of the window there', async () => {
    for (const path of ['/', '/index.html', '/start', '/events', '/call/app.info']) {
      const answer = await send({ port, path, headers: { Host: `localhost:${port}` } });
      expect(answer.status, path).toBe(404);
    }
  });

  it('makes the PIN calls of its own job', async () => {
    const ticket = await openTicket(await openSession(), 'job-1');
    const answer = await pinCall('pin.cancel', { jobId: 'job-1' }, { 'X-DVCTT-Ticket': ticket });
    expect(JSON.parse(answer.text)).toEqual({ ok: true, output: {} });
    expect(core.seen).toEqual([{ name: 'pin.cancel', input: { jobId: 'job-1' } }]);
  });

  it('is worth nothing once it has cancelled', async () => {
    const ticket = await openTicket(await openSession(), 'job-1');
    await pinCall('pin.cancel', { jobId: 'job-1' }, { 'X-DVCTT-Ticket': ticket });
    const again = await pinCall('pin.cancel', { jobId: 'job-1' }, { 'X-DVCTT-Ticket': ticket });
    expect(again.status).toBe(401);
    expect(core.seen).toHaveLength(1);
  });

  it('cannot touch the PIN of another job', async () => {
    const cookie = await openSession();
    const ticket = await openTicket(cookie, 'job-1');
    await openTicket(cookie, 'job-2');
    const answer = await pinCall('pin.cancel', { jobId: 'job-2' }, { 'X-DVCTT-Ticket': ticket });
    expect(answer.status).toBe(401);
    expect(core.seen).toEqual([]);
  });

  it('cannot make a call of the window or of the shell with its ticket, on either origin', async () => {
    const ticket = await openTicket(await openSession(), 'job-1');
    expect((await pinCall('app.info', { jobId: 'job-1' }, { 'X-DVCTT-Ticket': ticket })).status).toBe(404);
    expect(
      (await pinCall('shell.screenLocked', { jobId: 'job-1' }, { 'X-DVCTT-Ticket': ticket })).status,
    ).toBe(404);
    const headers = windowPost({ 'X-DVCTT-Ticket': ticket });
    expect((await call('app.info', {}, headers)).status).toBe(401);
    expect(core.seen).toEqual([]);
  });

  it.each([
    ['the window’s cookie instead of a ticket', (cookie: string) => ({ Cookie: cookie }), 401],
    ['a made-up ticket', () => ({ 'X-DVCTT-Ticket': 'A'.repeat(43) }), 401],
  ])('refuses %s', async (_what, headers, status) => {
    const cookie = await openSession();
    await openTicket(cookie, 'job-1');
    expect((await pinCall('pin.cancel', { jobId: 'job-1' }, headers(cookie))).status).toBe(status);
    expect(core.seen).toEqual([]);
  });

  it('refuses its ticket from the window’s origin, another site or another name', async () => {
    const ticket = await openTicket(await openSession(), 'job-1');
    const from = (lie: Record<string, string>) =>
      pinCall('pin.cancel', { jobId: 'job-1' }, { 'X-DVCTT-Ticket': ticket, ...lie });
    expect((await from({ Origin: `http://127.0.0.1:${port}` })).status).toBe(403);
    expect((await from({ Origin: 'https://evil.example' })).status).toBe(403);
    expect((await from({ Host: 'evil.example' })).status).toBe(421);
    expect((await from({ Host: `127.0.0.1:${port}` })).status).not.toBe(200);
    expect(core.seen).toEqual([]);
  });

  it('gets no ticket without the session', async () => {
    const answer = await send({
      port,
      path: '/shell/pin-ticket',
      method: 'POST',
      headers: windowPost(),
      body: JSON.stringify({ jobId: 'job-1' }),
    });
    expect(answer.status).toBe(401);
  });
});

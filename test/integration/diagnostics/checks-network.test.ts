import { connect, createServer as createPlainServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:https';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DvcttError } from '#shared/contract/errors.ts';
import { BackendClient } from '#main/backend-client/backend-client.ts';
import { clockCheck } from '#main/diagnostics/checks/clock.ts';
import { dnsCheck } from '#main/diagnostics/checks/dns.ts';
import { proxyCheck } from '#main/diagnostics/checks/proxy.ts';
import { tlsCheck } from '#main/diagnostics/checks/tls.ts';
import { versionCheck } from '#main/diagnostics/checks/version.ts';
import { OpensslAuthority, type IssueOptions } from './support/openssl-authority.ts';
import { check, emptyMachine, services } from './support/sight.ts';
import { smallServer, type SmallServer } from './support/small-server.ts';

const down = { health: () => Promise.reject(new DvcttError('BACKEND_UNREACHABLE')) };

describe('the secured line', () => {
  let authority: OpensslAuthority;
  const open: Server[] = [];

  beforeAll(() => {
    authority = new OpensslAuthority('Kaspersky Anti-Virus Personal Root');
  });
  afterAll(() => {
    for (const server of open) server.close();
    authority.close();
  });

  const sealed = async (own: OpensslAuthority, options: IssueOptions = {}, more: object = {}) => {
    const { pem, key } = own.issue('localhost', { extensions: ['subjectAltName=DNS:localhost'], ...options });
    const cert = Buffer.concat([readFileSync(pem), readFileSync(own.pem)]);
    const server = createTlsServer({ cert, key: readFileSync(key), ...more }, (_request, response) =>
      response.end(),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push(server);
    return `https://localhost:${(server.address() as AddressInfo).port}`; // it listens on a port
  };

  const look = (url: string, machine = emptyMachine) =>
    check(tlsCheck, services({ backend: { url, ...down }, machine }));

  it('a certificate of an antivirus is recognised by its maker', async () => {
    const found = await look(await sealed(authority));
    expect(found.state).toBe('failed');
    expect(found.found.vi).toContain('Kaspersky Anti-Virus Personal Root');
    expect(found.meaning.vi).toContain('Phần mềm Kaspersky');
    expect(found.remedy.vi).toContain('HTTPS');
  });

  it('a root that only this machine’s system knows is called an interception, an unknown one is named and distrusted', async () => {
    const quiet = new OpensslAuthority('Office Gateway');
    try {
      const url = await sealed(quiet);
      const unknown = await look(url);
      expect(unknown.state).toBe('failed');
      expect(unknown.found.vi).toContain('Office Gateway');
      expect(unknown.meaning.vi).toContain('không do tổ chức nào được tin cậy cấp');
      const installed = { ...emptyMachine, authorities: () => [readFileSync(quiet.pem, 'utf8')] };
      expect((await look(url, installed)).meaning.vi).toContain('mở đường truyền bảo mật ra đọc');
    } finally {
      quiet.close();
    }
  });

  it('a line that the program itself trusts is well, unless its protocol is an old one', async () => {
    const trusted = new OpensslAuthority('Trusted root');
    const before = getCACertificates('default');
    try {
      setDefaultCACertificates([readFileSync(trusted.pem, 'utf8')]);
      expect(await look(await sealed(trusted))).toMatchObject({ state: 'ok', remedy: { vi: '' } });
      const old = { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
      const found = await look(await sealed(trusted, {}, old));
      expect([found.state, found.meaning.en]).toEqual(['failed', 'TLSv1.1 is old and not secure any more.']);
      const another = await look(
        await sealed(trusted, { extensions: ['subjectAltName=DNS:wifi.example.vn'] }),
      );
      expect([another.state, another.help]).toEqual(['failed', 'BACKEND_PROXY_PAGE']);
    } finally {
      setDefaultCACertificates(before);
      trusted.close();
    }
  });

  it('the look goes through a proxy by CONNECT, and a proxy that refuses is named', async () => {
    const url = await sealed(authority);
    const asked: string[] = [];
    let answer = 'HTTP/1.1 200 OK\r\n\r\n';
    const proxy = createPlainServer((socket: Socket) => {
      socket.once('data', (head) => {
        asked.push(head.toString('latin1').split('\r\n')[0] ?? '');
        socket.write(answer);
        const port = Number(new URL(url).port);
        if (answer.includes('200')) socket.pipe(connect(port, '127.0.0.1')).pipe(socket);
        else socket.end();
      });
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    open.push(proxy);
    const env = { HTTPS_PROXY: `127.0.0.1:${(proxy.address() as AddressInfo).port}` }; // it listens on a port
    const found = await look(url, { ...emptyMachine, env });
    expect(asked[0]).toBe(`CONNECT localhost:${new URL(url).port} HTTP/1.1`);
    expect(found.found.vi).toContain('Kaspersky');
    answer = 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n';
    const refused = await look(url, { ...emptyMachine, env });
    expect(refused.found.en).toContain('PROXY 407');
  });

  it('a port that speaks no TLS, the server on this machine and one in the clear are told apart', async () => {
    const plain = await smallServer();
    try {
      const spoken = await look(plain.url.replace('http:', 'https:'));
      expect([spoken.state, spoken.meaning.en.includes('no TLS')]).toEqual(['failed', true]);
      expect((await look(plain.url)).state).toBe('skipped');
      expect(await look('http://may-chu.vi-du.vn')).toMatchObject({
        state: 'failed',
        help: 'BACKEND_INSECURE',
      });
    } finally {
      plain.close();
    }
  });
});

describe('the way to the server', () => {
  let server: SmallServer;
  beforeAll(async () => {
    server = await smallServer();
  });
  afterAll(() => server.close());
  const url = 'https://dvctt.example.vn';

  it.each([
    [['203.0.113.7'], 'ok', '203.0.113.7'],
    [['127.0.0.1'], 'failed', '127.0.0.1'],
  ] as const)('a name that leads to %s is %s', async (addresses, state, told) => {
    const machine = { ...emptyMachine, resolve: () => Promise.resolve(addresses) };
    const found = await check(dnsCheck, services({ backend: { url, ...down }, machine }));
    expect(found.state).toBe(state);
    expect(found.found.vi).toContain(told);
  });

  it('a name that leads nowhere fails with the DNS servers named; behind a proxy it is a warning', async () => {
    const found = await check(dnsCheck, services({ backend: { url, ...down } }));
    expect(found).toMatchObject({ state: 'failed', help: 'BACKEND_UNREACHABLE' });
    expect(found.looked.vi).toContain('192.0.2.53');
    expect(found.found.vi).toContain('ENOTFOUND');
    const machine = { ...emptyMachine, env: { HTTPS_PROXY: 'http://proxy:3128' } };
    expect((await check(dnsCheck, services({ backend: { url, ...down }, machine }))).state).toBe('warning');
  });

  it('a sign-in page in the server’s place is seen as one', async () => {
    server.answering = (_path, _body, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
    const backend = new BackendClient(server.url);
    const found = await check(proxyCheck, services({ backend }));
    expect(found).toMatchObject({ state: 'failed', help: 'BACKEND_PROXY_PAGE' });
  });

  it('a dead proxy is named without the password in its address', async () => {
    const machine = { ...emptyMachine, env: { https_proxy: 'http://ten:matkhau@127.0.0.1:9' } };
    const found = await check(proxyCheck, services({ backend: { url, ...down }, machine }));
    expect(found.state).toBe('failed');
    expect(found.meaning.vi).toContain('http://127.0.0.1:9');
    expect(JSON.stringify(found)).not.toContain('matkhau');
  });

  it('a proxy that only Windows knows is told when the server cannot be reached without it', async () => {
    const output = '    ProxyEnable    REG_DWORD    0x1\r\n    ProxyServer    REG_SZ    proxy.cq.vn:8080\r\n';
    const machine = {
      ...emptyMachine,
      platform: 'win32' as const,
      ask: () => Promise.resolve({ exitCode: 0, output }),
    };
    const found = await check(proxyCheck, services({ backend: { url, ...down }, machine }));
    expect(found.state).toBe('warning');
    expect(found.remedy.vi).toContain('proxy.cq.vn:8080');
  });

  it.each(['dvctt.example.vn', '.example.vn', 'example.vn', '*', 'a.b, example.vn:443'])(
    'a server that NO_PROXY exempts by %s is reached straight',
    async (rule) => {
      const machine = { ...emptyMachine, env: { HTTPS_PROXY: 'http://127.0.0.1:9', NO_PROXY: rule } };
      const found = await check(proxyCheck, services({ backend: { url, ...down }, machine }));
      expect(found.found.en).toContain('the program goes straight');
    },
  );

  it('the Date header of whoever answers is told as a hint of a wrong clock, never as the server’s own word', async () => {
    server.answering = (_path, _body, response) => response.writeHead(404).end();
    const backend = { url: server.url, ...down };
    expect((await check(clockCheck, services({ backend }))).state).toBe('skipped');
    const late = () => new Date(Date.now() - 3 * 3_600_000);
    const found = await check(clockCheck, services({ backend, now: late }));
    expect(found).toMatchObject({
      state: 'warning',
      found: { vi: 'chậm hơn nơi trả lời tại địa chỉ đó 3 giờ' },
    });
  });

  it('a clock is judged by the DVCTT server alone: not by a page in its place, nor while it says nothing', async () => {
    const wrong = () => new Date(Date.now() - 3 * 3_600_000);
    const health = () =>
      Promise.resolve({ status: 'ok' as const, version: '9', time: new Date().toISOString() });
    const own = await check(clockCheck, services({ backend: { url, health }, now: wrong }));
    expect(own).toMatchObject({ state: 'failed', found: { vi: 'chậm hơn máy chủ 3 giờ' } });
    const page = { url: server.url, health: () => Promise.reject(new DvcttError('BACKEND_PROXY_PAGE')) };
    const instead = await check(clockCheck, services({ backend: page, now: wrong }));
    expect([instead.state, instead.found.vi.includes('trả lời thay máy chủ')]).toEqual(['skipped', true]);
    vi.useFakeTimers();
    try {
      const silent = { url, health: () => new Promise<never>(() => undefined) };
      const asked = check(clockCheck, services({ backend: silent, now: wrong }));
      await vi.advanceTimersByTimeAsync(7_900);
      expect((await asked).found.vi).toContain('máy chủ chưa trả lời');
    } finally {
      vi.useRealTimers();
    }
  });

  it('a program that the server does not take any more is told to be renewed', async () => {
    const health = (minimumDesktop?: string) => ({
      url,
      health: () =>
        Promise.resolve({
          status: 'ok' as const,
          version: '9',
          time: new Date().toISOString(),
          ...(minimumDesktop === undefined ? {} : { minimumDesktop }),
        }),
    });
    expect((await check(versionCheck, services({ backend: health() }))).state).toBe('ok');
    const found = await check(versionCheck, services({ backend: health('999.0') }));
    expect([found.state, found.meaning.vi.includes('999.0')]).toEqual(['failed', true]);
  });
});

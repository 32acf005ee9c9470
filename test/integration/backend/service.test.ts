import { request as rawRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { healthSchema, problemSchema } from '#shared/contract/http.ts';
import { codeOf, HttpPerson } from './support/http-person.ts';
import { nextCode } from './support/sample-dossier.ts';
import { TestBackend } from './support/test-backend.ts';

const methodSchema = z.object({
  summary: z.string().min(1),
  parameters: z.array(z.object({ name: z.string(), in: z.string() })).default([]),
  requestBody: z.object({ content: z.record(z.string(), z.unknown()) }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string() })),
  security: z.array(z.unknown()).optional(),
});
const openApiSchema = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(z.string(), z.record(z.string(), methodSchema)),
});

describe('the backend as a service', () => {
  let test: TestBackend;
  let stranger: HttpPerson;
  beforeAll(async () => {
    test = await TestBackend.start();
    stranger = new HttpPerson(test.backend.url);
  });
  afterAll(() => test.stop());
  const get = (path: string) => fetch(test.backend.url + path);

  it('says that it is well, and the time', async () => {
    const health = healthSchema.parse((await stranger.send('GET', '/health')).body);
    expect(Math.abs(Date.parse(health.time) - Date.now())).toBeLessThan(10_000);
  });

  it('publishes the contract: every route that answers is in it, and every route in it answers', async () => {
    const text = await (await get('/openapi.json')).text();
    const { paths } = openApiSchema.parse(JSON.parse(text));
    expect(text).not.toContain('#/components/schemas/undefined');
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(routes.sort()).toEqual([
      'DELETE /api/v1/remote-ca/sessions/current',
      'DELETE /api/v1/remote-ca/transactions/current',
      'DELETE /api/v1/sessions/current',
      'GET /api/v1/dossiers',
      'GET /api/v1/dossiers/{code}',
      'GET /api/v1/dossiers/{code}/documents/{id}',
      'GET /api/v1/dossiers/{code}/report',
      'GET /api/v1/dossiers/{code}/versions',
      'GET /api/v1/dossiers/{code}/versions/{version}',
      'GET /api/v1/health',
      'GET /api/v1/me',
      'GET /api/v1/officer/dossiers',
      'GET /api/v1/officer/registrations',
      'GET /api/v1/officer/registrations/{code}/report',
      'GET /api/v1/registrations',
      'GET /api/v1/registrations/link',
      'GET /api/v1/registrations/standing',
      'GET /api/v1/registrations/{code}',
      'GET /api/v1/registrations/{code}/documents/{id}',
      'GET /api/v1/remote-ca/providers',
      'GET /api/v1/remote-ca/transactions/current',
      'GET /api/v1/sync/blobs/{sha256}',
      'GET /api/v1/sync/drafts/{code}/versions',
      'GET /api/v1/sync/drafts/{code}/versions/{version}',
      'GET /api/v1/sync/events',
      'GET /api/v1/sync/pull',
      'GET /api/v1/unit',
      'GET /pki/crl',
      'GET /pki/issuing.pem',
      'GET /pki/root.pem',
      'PATCH /api/v1/sync/blobs/{sha256}',
      'POST /api/v1/dossiers/{code}/forward',
      'POST /api/v1/dossiers/{code}/return',
      'POST /api/v1/dossiers/{code}/signatures',
      'POST /api/v1/dossiers/{code}/submit',
      'POST /api/v1/officer/dossiers/{code}/accept',
      'POST /api/v1/officer/dossiers/{code}/reject',
      'POST /api/v1/officer/dossiers/{code}/supplement',
      'POST /api/v1/officer/people/{username}/revoke',
      'POST /api/v1/officer/registrations/{code}/approve',
      'POST /api/v1/officer/registrations/{code}/reject',
      'POST /api/v1/registrations/{code}/confirm',
      'POST /api/v1/registrations/{code}/decline',
      'POST /api/v1/registrations/{code}/resend',
      'POST /api/v1/registrations/{code}/sign',
      'POST /api/v1/remote-ca/sessions',
      'POST /api/v1/remote-ca/sessions/current/second-factor',
      'POST /api/v1/remote-ca/transactions',
      'POST /api/v1/sessions',
      'POST /api/v1/sync/push',
      'PUT /api/v1/dossiers/{code}/documents/{id}',
      'PUT /api/v1/dossiers/{code}/signed/{id}',
      'PUT /api/v1/me/password',
      'PUT /api/v1/registrations/{code}',
      'PUT /api/v1/sync/presence',
    ]);
    for (const route of routes) {
      const [method = '', path = ''] = route.split(' ');
      const url = test.backend.url + path.replace('{code}', nextCode()).replace('{id}', 'x');
      const answer = await fetch(url, { method });
      expect(answer.status, route).not.toBe(500);
      const security = paths[path]?.[method.toLowerCase()]?.security;
      const closed = security === undefined || JSON.stringify(security).includes('bearer');
      const remote = JSON.stringify(security ?? []).includes('remote');
      // What the contract does not call open asks a stranger to sign in, before anything else.
      if (closed)
        expect(codeOf({ status: answer.status, headers: answer.headers, body: await answer.json() })).toBe(
          'SESSION_REQUIRED',
        );
      // Of what a provider's secret opens, a stranger learns no more than of a request that is not one.
      else if (remote) expect([400, 401, 404], route).toContain(answer.status);
      else expect(answer.status, route).not.toBe(401);
    }
    const upload = paths['/api/v1/dossiers/{code}/documents/{id}']?.['put'];
    expect(Object.keys(upload?.requestBody?.content ?? {})).toEqual(['application/octet-stream']);
  });

  it('has a page for people that runs nothing and loads nothing', async () => {
    const page = await get('/docs');
    const html = await page.text();
    expect(html).toContain('/api/v1/dossiers/{code}/forward');
    expect(html).not.toMatch(/<script|src=|@import|url\(/);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+';/);
    expect(policy).not.toContain('unsafe');
  });

  it('serves the CA’s certificates and list where its certificates say they are', async () => {
    expect(await (await get('/pki/root.pem')).text()).toBe(test.backend.ca.rootPem);
    const list = new Uint8Array(await (await get('/pki/crl')).arrayBuffer());
    expect(Buffer.from(list).equals(await test.backend.ca.revocationList())).toBe(true);
    const certificate = Buffer.from(test.kttCard.identity.certificate).toString('latin1');
    expect(certificate).toContain(`${test.backend.url}/pki/crl`);
  });

  it('sends every answer with headers that frame, sniff and cache nothing, and without its maker’s name', async () => {
    for (const path of ['/api/v1/health', '/api/v1/me', '/nowhere', '/docs', '/pki/crl']) {
      const { headers } = await get(path);
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'");
      expect(headers.get('cache-control'), path).toBe('no-store');
      expect(headers.get('x-request-id'), path).toMatch(/^[0-9a-f-]{36}$/);
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('server') ?? headers.get('x-powered-by')).toBeNull();
    }
  });

  it('answers every kind of nonsense with a problem of the contract and never with a stack', async () => {
    const url = `${test.backend.url}/api/v1`;
    const authorization = `Bearer ${test.ktv.token}`;
    const json = { 'content-type': 'application/json' };
    const path = `${url}/dossiers/${nextCode()}`;
    const calls: [string, string, RequestInit][] = [
      ['no such route', `${url}/nowhere`, {}],
      ['broken JSON', `${url}/sessions`, { method: 'POST', body: '{"username":', headers: json }],
      ['no body', `${url}/sessions`, { method: 'POST' }],
      [
        'a number for a name',
        `${url}/sessions`,
        { method: 'POST', body: '{"username":1,"password":"x"}', headers: json },
      ],
      [
        'an unknown field',
        `${url}/sessions`,
        { method: 'POST', body: '{"username":"a","password":"b","role":"KBNN"}', headers: json },
      ],
      [
        'a prototype',
        `${url}/sessions`,
        { method: 'POST', body: '{"__proto__":{"x":1},"username":"a","password":"b"}', headers: json },
      ],
      [
        'XML',
        `${url}/sessions`,
        { method: 'POST', body: '<a/>', headers: { 'content-type': 'application/xml' } },
      ],
      ['a strange code', `${url}/dossiers/1' OR 1=1 --`, { headers: { authorization } }],
      ['a path for an id', `${path}/documents/..%2F..%2Fetc%2Fpasswd`, { headers: { authorization } }],
      ['an unknown question', `${url}/dossiers?unit=1001164`, { headers: { authorization } }],
      [
        'JSON for bytes',
        `${path}/documents/x`,
        { method: 'PUT', body: '{}', headers: { ...json, authorization } },
      ],
      [
        'an empty file',
        `${path}/documents/x`,
        { method: 'PUT', body: '', headers: { 'content-type': 'application/octet-stream', authorization } },
      ],
      ['a made-up token', `${url}/me`, { headers: { authorization: 'Bearer x' } }],
    ];
    for (const [what, target, init] of calls) {
      const answer = await fetch(target, init);
      const text = await answer.text();
      expect(answer.status, what).toBeGreaterThanOrEqual(400);
      expect(answer.status, what).toBeLessThan(500);
      const problem = problemSchema.parse(JSON.parse(text));
      expect(problem.requestId, what).toBe(answer.headers.get('x-request-id'));
      expect(text, what).not.toMatch(/node_modules|\.ts:|at Object|SQLITE|stack/);
    }
  });

  it('stops an upload at 100 MB, announced or not, and keeps none of it', async () => {
    const path = `/api/v1/dossiers/${nextCode()}/documents/x`;
    const chunk = Buffer.alloc(1024 * 1024, 7);
    const send = (headers: Record<string, string | number>) =>
      new Promise<string>((resolve, reject) => {
        const url = new URL(test.backend.url + path);
        const call = rawRequest(url, {
          method: 'PUT',
          headers: {
            'content-type': 'application/octet-stream',
            authorization: `Bearer ${test.ktv.token}`,
            ...headers,
          },
        });
        let answered = false;
        call.on('response', (answer) => {
          answered = true;
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('end', () => {
            call.destroy();
            resolve(problemSchema.parse(JSON.parse(Buffer.concat(parts).toString())).failure.code);
          });
        });
        call.on('error', (failed) => (answered ? undefined : reject(failed)));
        let sent = 0;
        const pump = () => {
          while (!answered && sent <= 101) {
            sent += 1;
            if (!call.write(chunk)) return void call.once('drain', pump);
          }
          if (!answered) call.end();
        };
        pump();
      });
    expect(await send({ 'content-length': 105 * 1024 * 1024 })).toBe('FILE_TOO_LARGE');
    expect(await send({ 'transfer-encoding': 'chunked' })).toBe('FILE_TOO_LARGE');
    expect(await test.backend.store.selectFrom('staged').selectAll().execute()).toEqual([]);
    expect((await stranger.send('GET', '/health')).status).toBe(200);
  });

  it('refuses a JSON body larger than any dossier', async () => {
    const body = { mutationId: crypto.randomUUID(), version: 1, note: 'x'.repeat(2 * 1024 * 1024) };
    expect(await test.ktt.refusal('POST', `/dossiers/${nextCode()}/return`, body)).toBe('FILE_TOO_LARGE');
  });

  it('logs what happened without codes, names, tokens or bodies', async () => {
    const code = nextCode();
    await test.ktv.send('GET', `/dossiers/${code}`);
    const lines = JSON.stringify(test.log);
    expect(lines).toContain('/api/v1/dossiers/:code');
    expect(lines).not.toContain(code);
    expect(lines).not.toContain(test.ktv.token);
  });
});

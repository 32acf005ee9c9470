import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ServerRegistration } from '#shared/contract/registration/http.ts';
import { sampleRegistration, sampleRegistrationCode } from '#test/support/sample-registration.ts';
import { HttpLine } from './http-line.ts';
import { RegistrationCalls } from './registration-calls.ts';

const at = '2026-11-22T02:30:00.000Z';
const another: ServerRegistration = {
  code: sampleRegistrationCode,
  kind: 'first',
  unitCode: '1001163',
  version: 1,
  status: 'CHO_PHE_DUYET',
  content: sampleRegistration,
  confirmations: [],
  documents: [],
  log: [],
  note: '',
  createdBy: '',
  createdAt: at,
  updatedAt: at,
};
const code = `${sampleRegistrationCode.slice(0, -1)}${sampleRegistrationCode.endsWith('1') ? '2' : '1'}`;
const secret = 'S'.repeat(43);
/** What the liar answers to whatever it is asked. */
let says: string | Buffer;
let server: Server;
let calls: RegistrationCalls;
beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume().on('end', () => response.end(says));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server's address is never a string.
  const { port } = server.address() as AddressInfo;
  calls = new RegistrationCalls(new HttpLine(`http://127.0.0.1:${port}`));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const mutationId = crypto.randomUUID();
const acts: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['open', () => calls.open(code, secret)],
  ['save', () => calls.save(code, secret, { mutationId, baseVersion: 0, content: sampleRegistration })],
  ['confirm', () => calls.confirm(code, secret, { mutationId, version: 1, memberId: 'ktt' })],
  ['decline', () => calls.decline(code, secret, { mutationId, version: 1, memberId: 'ktt', note: 'sai' })],
  ['resend', () => calls.resend(code, secret, { mutationId, memberId: 'ktt' })],
  ['sign', () => calls.sign(code, secret, { mutationId, version: 1, memberId: 'ctk', documents: [] })],
];

it.each(acts)('takes no answer about another dossier to %s', async (_name, act) => {
  says = JSON.stringify(another);
  await expect(act()).rejects.toMatchObject({ code: 'BACKEND_ERROR', details: { what: 'another dossier' } });
});

it('takes no link whose dossier is another than it names', async () => {
  says = JSON.stringify({ code, purpose: 'signer', memberId: 'ctk', expiresAt: at, registration: another });
  await expect(calls.link(secret)).rejects.toThrow('BACKEND_ERROR');
});

it('reads no answer of sixty megabytes, be it a dossier or a paper', async () => {
  says = Buffer.alloc(60 * 1024 * 1024, 0x20);
  const failure = { code: 'BACKEND_ERROR', details: { what: 'too large' } };
  await expect(calls.open(code, secret)).rejects.toMatchObject(failure);
  await expect(calls.document(code, secret, 'tokhai', 'original')).rejects.toMatchObject(failure);
});

it('takes the answer about the dossier that was asked for', async () => {
  says = JSON.stringify({ ...another, code });
  await expect(calls.open(code, secret)).resolves.toMatchObject({ code });
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BackendClient } from '#main/backend-client/backend-client.ts';
import { SyncEngine } from '#main/sync/sync-engine.ts';
import type { Failure } from '#shared/contract/errors.ts';
import { sampleContent } from '#test/support/sample-dossier.ts';
import { openOffice, password, until, type Machine, type Office } from './office.ts';

let office: Office;
let lan: Machine;
beforeAll(async () => {
  office = await openOffice();
  lan = await office.machine('lan.songlo');
  await lan.sync();
});
afterAll(() => office.close());

test('whoever sits on the line and says "revoked" erases nothing: work goes on, and is sent later', async () => {
  const { code } = lan.store.drafts.create({ ...sampleContent, attachments: [] });
  await lan.engine.stop();
  const liar = createServer((_request, answer) => {
    const failure: Failure = {
      code: 'ACCESS_REVOKED',
      details: { proof: randomBytes(32).toString('base64url') },
    };
    answer.writeHead(403, { 'content-type': 'application/json' });
    answer.end(JSON.stringify({ failure, requestId: 'x' }));
  });
  await new Promise<void>((resolve) => liar.listen(0, '127.0.0.1', resolve));
  const { port } = liar.address() as AddressInfo; // a TCP server's address has this shape
  const revoked: Failure[] = [];
  const engine = new SyncEngine({
    store: lan.store,
    backend: new BackendClient(`http://127.0.0.1:${port}`),
    emit: () => undefined,
    onRevoked: (failure) => revoked.push(failure),
    random: () => 0,
  });
  engine.start();
  const state = await engine.syncNow();
  expect(state).toMatchObject({ line: 'offline', waiting: 1, failure: { code: 'ACCESS_REVOKED' } });
  expect(JSON.stringify(state)).not.toContain('proof');
  await engine.stop();
  liar.closeAllConnections();
  await new Promise((resolve) => liar.close(resolve));
  expect(revoked).toEqual([]);

  await lan.reopen();
  await lan.sync();
  expect(lan.draft(code).waiting).toBe(false);
});

test('a person whose access the Treasury revoked is told within seconds, and their store may be erased', async () => {
  await lan.sync();
  await until('Lan listens', () => lan.engine.state().line === 'live');
  const officer = new BackendClient(office.backend.url);
  const { token } = await officer.signIn('canbo.0064', password);
  const answer = await fetch(`${office.backend.url}/api/v1/officer/people/lan.songlo/revoke`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(204);
  await until('the machine knows', () => lan.revoked.length === 1);
  expect(lan.revoked[0]?.code).toBe('ACCESS_REVOKED');
  expect(JSON.stringify(lan.revoked)).not.toContain('proof');
  expect(lan.engine.state().line).toBe('off');
});

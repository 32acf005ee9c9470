import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { dossierCodeSchema } from '#shared/domain/dossiers/dossier.ts';
import { openAccountStores } from '../stores.ts';
import type { AccountStore } from '../account-store.ts';
import type { RemoteRequest } from './remote-request.ts';

let folder: string;
let store: AccountStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dvctt-remote-requests-'));
  const masterKey = new Uint8Array(32).fill(7);
  store = openAccountStores({ folder, masterKey, now: () => new Date() }).open('lan', '1001163');
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function request(signingTime = '2026-11-23T08:00:00.000Z'): RemoteRequest {
  return {
    id: randomUUID(),
    secret: 'secret',
    provider: { id: 'VNPT', name: 'VNPT SmartCA', app: 'VNPT SmartCA' },
    username: '001085000011',
    certificate: new Uint8Array([48, 1]),
    chain: [new Uint8Array([48, 2]), new Uint8Array([48, 3])],
    algorithm: { scheme: 'rsa-pkcs1', hash: 'SHA-256' },
    title: 'Ký 1 tài liệu',
    code: '',
    startedAt: '2026-11-23T08:00:00.000Z',
    expiresAt: '2026-11-23T08:05:00.000Z',
    documents: [
      {
        requestId: randomUUID(),
        code: dossierCodeSchema.parse('1001163202611230001'),
        version: 3,
        documentId: 'document',
        base: 'base',
        signingTime,
        id: randomUUID(),
        digest: Buffer.from('digest').toString('base64'),
      },
    ],
  };
}

it('gives requests back as they were kept, oldest first, with what the server answered', () => {
  const [one, two] = [request(), request()];
  store.remoteRequests.keep(one);
  store.remoteRequests.keep(two);
  store.remoteRequests.told(two.id, { code: '123456', expiresAt: '2026-11-23T08:06:00.000Z' });
  expect(store.remoteRequests.list()).toEqual([
    one,
    { ...two, code: '123456', expiresAt: '2026-11-23T08:06:00.000Z' },
  ]);
  store.remoteRequests.forget(one.id);
  expect(store.remoteRequests.list().map(({ id }) => id)).toEqual([two.id]);
});

it('leaves out one that it cannot read', () => {
  const [strange, plain] = [request('hôm qua'), request()];
  store.remoteRequests.keep(strange);
  store.remoteRequests.keep(plain);
  expect(store.remoteRequests.list()).toEqual([plain]);
});

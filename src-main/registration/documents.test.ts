import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ServerRegistration } from '#shared/contract/registration/http.ts';
import type { RegistrationDocument } from '#shared/domain/registration/registration.ts';
import { sampleRegistration, sampleRegistrationCode } from '#test/support/sample-registration.ts';
import { openAccountStores } from '../account-store/stores.ts';
import { sha256 } from '../blobs/blob-store.ts';
import { begun } from './begun.ts';
import { readRegistrationDocument } from './documents.ts';
import type { RegistrationServices } from './services.ts';
import { RegistrationShelves } from './shelves.ts';

const now = () => new Date('2026-11-22T03:00:00Z');
const frozen = new TextEncoder().encode('%PDF-1.7 đã đóng băng');
const signed = new TextEncoder().encode('%PDF-1.7 đã ký');
let folder: string;
let shelves: RegistrationShelves;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dvctt-documents-'));
  const stores = openAccountStores({ folder, masterKey: new Uint8Array(32).fill(7), now });
  shelves = new RegistrationShelves(() => stores, { workspace: undefined, user: undefined });
});
afterEach(() => {
  shelves.close();
  rmSync(folder, { recursive: true });
});

function server(bytes: Uint8Array, updatedAt: string): ServerRegistration {
  const document: RegistrationDocument = {
    id: 'tokhai',
    name: 'tokhaidangkysudungdvc.pdf',
    mediaType: 'application/pdf',
    originalSha256: sha256(frozen),
    originalSize: frozen.length,
    sha256: sha256(bytes),
    size: bytes.length,
    signed: bytes === signed,
  };
  return {
    code: sampleRegistrationCode,
    kind: 'first',
    unitCode: '1001163',
    version: 1,
    status: 'CHO_PHE_DUYET',
    content: sampleRegistration,
    confirmations: [],
    documents: [document],
    log: [],
    note: '',
    createdBy: '',
    createdAt: '2026-11-22T02:30:00.000Z',
    updatedAt,
  };
}

/** A server that says one thing of the dossier after the other, and gives these bytes. */
function servicesFor(says: readonly ServerRegistration[], gives: Uint8Array) {
  const left = [...says];
  const document = vi.fn(() => Promise.resolve(gives));
  const open = () => Promise.resolve(left.length > 1 ? left.shift() : left[0]);
  const given = { shelves, now, emit: () => undefined, session: {} };
  // Only what reading a document asks of them.
  const services = { ...given, backend: { registrations: { open, document } } } as unknown;
  const [first] = says;
  const { id } = shelves.current().registrations.add({
    ...begun({ content: sampleRegistration }),
    code: sampleRegistrationCode,
    state: 'sent',
    baseVersion: 1,
    server: first,
  });
  return { id, document, services: services as RegistrationServices };
}

it('gives the bytes that the server has named, and has them at hand the next time', async () => {
  const standing = server(frozen, '2026-11-22T02:40:00.000Z');
  const { id, services, document } = servicesFor([standing], frozen);
  const file = await readRegistrationDocument(services, id, 'tokhai');
  expect(file).toMatchObject({ sha256: sha256(frozen), name: 'tokhaidangkysudungdvc.pdf' });
  await readRegistrationDocument(services, id, 'tokhai');
  expect(document).toHaveBeenCalledTimes(1);
});

it('refuses bytes that are not those that the server has named', async () => {
  const standing = server(frozen, '2026-11-22T02:40:00.000Z');
  const { id, services } = servicesFor([standing], signed);
  await expect(readRegistrationDocument(services, id, 'tokhai')).rejects.toThrow('DOCUMENT_CHANGED');
});

it('gives the signed revision that was made between the two questions', async () => {
  const standing = server(frozen, '2026-11-22T02:40:00.000Z');
  const after = server(signed, '2026-11-22T02:41:00.000Z');
  const { id, services } = servicesFor([standing, after], signed);
  const file = await readRegistrationDocument(services, id, 'tokhai');
  expect(file.sha256).toBe(sha256(signed));
});

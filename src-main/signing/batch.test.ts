import { expect, it } from 'vitest';
import { DvcttError } from '#shared/contract/errors.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import type { SigningSession } from '../tokens/token-service.ts';
import { signBatch, type BatchItem } from './batch.ts';

const algorithm: SignatureAlgorithm = { scheme: 'rsa-pkcs1', hash: 'SHA-256' };
const now = () => new Date('2026-05-26T08:00:00Z');

/** Prepares in no time; the signed file is the name and the signature. */
function item(id: string, log: string[] = []): BatchItem {
  return {
    id,
    name: `${id}.pdf`,
    prepare: () => {
      log.push(`prepare ${id}`);
      return Promise.resolve({
        algorithm,
        digest: new TextEncoder().encode(id),
        complete: (value) => Promise.resolve(new Uint8Array([...new TextEncoder().encode(id), ...value])),
      });
    },
  };
}

function token(sign: (digest: string) => Promise<Uint8Array>): SigningSession {
  return {
    over: new AbortController().signal,
    sign: ({ digest }) => sign(new TextDecoder().decode(digest)),
    close: () => Promise.resolve(),
  };
}

it('prepares the next document while the token is still signing this one', async () => {
  const log: string[] = [];
  const session = token(async (id) => {
    log.push(`token starts ${id}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    log.push(`token ends ${id}`);
    return new Uint8Array([1]);
  });
  const items = [item('a', log), item('b', log)];
  await signBatch(items, session, { algorithm, now, signal: new AbortController().signal });
  expect(log).toEqual([
    'prepare a',
    'token starts a',
    'prepare b',
    'token ends a',
    'token starts b',
    'token ends b',
  ]);
});

it('stops between two signatures when the person cancels', async () => {
  const abort = new AbortController();
  const signed: string[] = [];
  const session = token((id) => {
    signed.push(id);
    abort.abort();
    return Promise.resolve(new Uint8Array([1]));
  });
  const batch = signBatch([item('a'), item('b'), item('c')], session, {
    algorithm,
    now,
    signal: abort.signal,
  });
  await expect(batch).rejects.toThrow('SIGNING_CANCELLED');
  expect(signed).toEqual(['a']);
});

it('hands over nothing when the token is pulled out in the middle', async () => {
  const session = token((id) =>
    id === 'b' ? Promise.reject(new DvcttError('TOKEN_REMOVED')) : Promise.resolve(new Uint8Array([1])),
  );
  const batch = signBatch([item('a'), item('b')], session, {
    algorithm,
    now,
    signal: new AbortController().signal,
  });
  await expect(batch).rejects.toThrow('TOKEN_REMOVED');
});

it('does not ask the token for a document that cannot be signed', async () => {
  const signed: string[] = [];
  const session = token((id) => {
    signed.push(id);
    return Promise.resolve(new Uint8Array([1]));
  });
  const broken: BatchItem = { ...item('b'), prepare: () => Promise.reject(new DvcttError('PDF_ENCRYPTED')) };
  const batch = signBatch([item('a'), broken, item('c')], session, {
    algorithm,
    now,
    signal: new AbortController().signal,
  });
  await expect(batch).rejects.toThrow('PDF_ENCRYPTED');
  expect(signed).toEqual(['a']);
});

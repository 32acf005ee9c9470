import { execFileSync } from 'node:child_process';
import {
  constants,
  createHash,
  createPublicKey,
  generateKeyPairSync,
  sign,
  X509Certificate,
} from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { trueValue } from './over-digest.ts';

const message = Buffer.from('chứng từ số 7');
const other = Buffer.from('chứng từ số 8');
const digestOf = (bytes: Buffer, name = 'sha256') => createHash(name).update(bytes).digest();

it('takes a PKCS#1 v1.5 value over its digest, and none over another or of another key', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const value = sign('sha256', message, privateKey);
  const algorithm = { scheme: 'rsa-pkcs1', hash: 'SHA-256' } as const;
  expect(trueValue(publicKey, algorithm, digestOf(message), value)).toEqual(value);
  expect(trueValue(publicKey, algorithm, digestOf(other), value)).toBeUndefined();
  expect(trueValue(publicKey, { ...algorithm, scheme: 'rsa-pss' }, digestOf(message), value)).toBeUndefined();
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
  expect(trueValue(stranger.publicKey, algorithm, digestOf(message), value)).toBeUndefined();
  for (const garbage of [Buffer.alloc(0), Buffer.alloc(256, 0xff), value.subarray(1)])
    expect(trueValue(publicKey, algorithm, digestOf(message), garbage)).toBeUndefined();
});

it('takes an RSASSA-PSS value over its digest, also of a modulus that is no whole number of octets', () => {
  for (const modulusLength of [2048, 2049, 2055]) {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength });
    const key = { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
    const value = sign('sha384', message, key);
    const algorithm = { scheme: 'rsa-pss', hash: 'SHA-384' } as const;
    expect(trueValue(publicKey, algorithm, digestOf(message, 'sha384'), value)).toEqual(value);
    expect(trueValue(publicKey, algorithm, digestOf(other, 'sha384'), value)).toBeUndefined();
    const short = sign('sha384', message, { ...key, saltLength: 20 });
    expect(trueValue(publicKey, algorithm, digestOf(message, 'sha384'), short)).toBeUndefined();
  }
});

it('takes an ECDSA value in both spellings and hands it on as r‖s', () => {
  for (const [namedCurve, hash, node] of [
    ['prime256v1', 'SHA-256', 'sha256'],
    ['prime256v1', 'SHA-512', 'sha512'],
    ['secp384r1', 'SHA-384', 'sha384'],
    ['secp384r1', 'SHA-256', 'sha256'],
  ] as const) {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve });
    const algorithm = { scheme: 'ecdsa', hash } as const;
    const raw = sign(node, message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
    expect(trueValue(publicKey, algorithm, digestOf(message, node), raw)).toEqual(raw);
    const der = sign(node, message, privateKey);
    expect(trueValue(publicKey, algorithm, digestOf(message, node), der)).toHaveLength(raw.length);
    expect(trueValue(publicKey, algorithm, digestOf(other, node), raw)).toBeUndefined();
    expect(
      trueValue(publicKey, algorithm, digestOf(message, node), Buffer.alloc(raw.length)),
    ).toBeUndefined();
  }
});

it('takes the value out of a CMS over the digest, and nothing out of one that signed attributes of its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dvctt-values-'));
  const file = (name: string) => join(folder, name);
  const openssl = (...parts: string[]) => execFileSync('openssl', parts, { cwd: folder, stdio: 'pipe' });
  writeFileSync(file('message'), message);
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-subj',
    '/CN=x',
    '-keyout',
    'key',
    '-out',
    'cert',
  );
  const cms = (out: string, ...more: string[]) =>
    openssl(
      'cms',
      '-sign',
      '-binary',
      '-in',
      'message',
      '-signer',
      'cert',
      '-inkey',
      'key',
      '-outform',
      'DER',
      '-out',
      out,
      ...more,
    );
  cms('plain', '-noattr');
  cms('attributes');
  const key = new X509Certificate(readFileSync(file('cert'))).publicKey;
  const algorithm = { scheme: 'rsa-pkcs1', hash: 'SHA-256' } as const;
  expect(trueValue(key, algorithm, digestOf(message), readFileSync(file('plain')))).toEqual(
    sign('sha256', message, readFileSync(file('key'))),
  );
  expect(trueValue(key, algorithm, digestOf(message), readFileSync(file('attributes')))).toBeUndefined();
  expect(createPublicKey(readFileSync(file('key'))).equals(key)).toBe(true);
  rmSync(folder, { recursive: true });
});

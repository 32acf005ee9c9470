import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { caKeyAlgorithm, exportKeys, importKeys, readIfThere, writePrivately } from './kept-key.ts';
import { nameOf } from './subject.ts';

/** A CA certificate and its key. */
export interface Authority {
  readonly certificate: X509Certificate;
  readonly keys: CryptoKeyPair;
}

const keptSchema = z.object({
  certificate: z.string(),
  keys: z.object({ pkcs8: z.string(), spki: z.string() }),
});
const year = 365 * 86_400_000;

/** 127 random bits with the top one clear: positive, never the same twice (RFC 5280 §4.1.2.2). */
export function randomSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

/** Loads the root and the issuing authority from the folder, or makes them on the first start. */
export async function openAuthorities(
  folder: string,
  now: Date,
): Promise<{ readonly root: Authority; readonly issuing: Authority }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const root =
    (await load(join(folder, 'root.json'))) ??
    (await make(join(folder, 'root.json'), 'Vietnam National Root CA - DEV', now, undefined));
  const issuing =
    (await load(join(folder, 'issuing.json'))) ??
    (await make(join(folder, 'issuing.json'), 'DVCTT-CA SHA-256 DEV', now, root));
  return { root, issuing };
}

async function load(path: string): Promise<Authority | undefined> {
  const text = await readIfThere(path);
  if (text === undefined) return undefined;
  const kept = keptSchema.parse(JSON.parse(text));
  return { certificate: new X509Certificate(kept.certificate), keys: await importKeys(kept.keys) };
}

async function make(
  path: string,
  commonName: string,
  now: Date,
  issuer: Authority | undefined,
): Promise<Authority> {
  const keys = await crypto.subtle.generateKey(caKeyAlgorithm, true, ['sign', 'verify']);
  const subject = nameOf({ commonName, organisation: 'DVCTT (môi trường phát triển)' });
  const certificate = await X509CertificateGenerator.create({
    serialNumber: randomSerial(),
    subject,
    issuer: issuer?.certificate.subjectName ?? subject,
    // Well in the past, so that certificates that have expired still nest in their issuer's validity.
    notBefore: new Date(now.getTime() - 5 * year),
    notAfter: new Date(now.getTime() + (issuer === undefined ? 20 : 10) * year),
    publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    signingAlgorithm: caKeyAlgorithm,
    extensions: [
      new BasicConstraintsExtension(true, issuer === undefined ? 1 : 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create((issuer?.keys ?? keys).publicKey),
    ],
  });
  const kept = {
    certificate: certificate.toString('pem'),
    keys: JSON.parse(await exportKeys(keys)) as unknown,
  };
  await writePrivately(path, JSON.stringify(kept));
  return { certificate, keys };
}

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { accessSchema, type Access } from './adapter.ts';

/**
 * What opens an account at a provider, readable only with the transaction's secret: the server keeps its hash alone, so
 * that the database gives nobody a token, and a restart still finds its way. AES-256-GCM, base64 of nonce, tag, text.
 */
export function seal(access: Access, secret: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), nonce);
  const text = Buffer.concat([cipher.update(JSON.stringify(access), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64');
}

/** @throws Error with another secret, and for bytes that were altered */
export function unseal(sealed: string, secret: string): Access {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  return accessSchema.parse(JSON.parse(text));
}

function keyOf(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'dvctt remote transaction access', 32));
}

/** A PIV key pair with a certificate of the scratch CA. */
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PivKey, PivSlot } from '#test/virtual-token/piv-key.ts';
import { openssl, type IssueOptions, type ScratchCa } from './scratch-ca.ts';

export async function cardKey(
  ca: ScratchCa,
  owner: string,
  key: { slot?: PivSlot; type?: 'rsa' | 'ec'; issue?: IssueOptions } = {},
): Promise<PivKey> {
  const { privateKey } =
    key.type === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const path = join(ca.folder, 'card.key');
  writeFileSync(path, pem, { mode: 0o600 });
  const subject = `/C=VN/O=Kho bac thu nghiem/CN=${owner}`;
  const csr = openssl(['req', '-new', '-utf8', '-key', path, '-subj', subject, '-outform', 'DER']);
  const { certificate } = await ca.issue(csr, key.issue);
  return { slot: key.slot ?? '9A', privateKey: createPrivateKey(pem), certificate };
}

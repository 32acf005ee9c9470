/** The unit at the end of a month: the chief accountant signs with a card, the account holder with a software token. */
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openssl } from '#test/support/scratch-ca.ts';
import type { PivKey } from '#test/virtual-token/piv-key.ts';
import { startUnitWorld, type UnitWorld } from './unit-world.ts';

export interface MonthEndWorld extends UnitWorld {
  /** The chief accountant's, registered in place of the one on the software token. */
  readonly cardKey: PivKey;
}

export async function startMonthEndWorld(): Promise<MonthEndWorld> {
  const world = await startUnitWorld();
  return Object.assign(world, { cardKey: await cardKeyOf(world) });
}

async function cardKeyOf({ backend, signers, options }: UnitWorld): Promise<PivKey> {
  const { account } = signers.KTT;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const file = join(options.dataFolder, '..', 'card.key');
  writeFileSync(file, pem, { mode: 0o600 });
  const csr = openssl(['req', '-new', '-key', file, '-subj', '/CN=card', '-outform', 'DER']);
  const { certificate } = await backend.ca.issueCertificate({
    csr: new Uint8Array(csr),
    subject: { commonName: account.name, identityNumber: account.identityNumber },
  });
  await backend.registry.registerCertificate(account.username, certificate);
  return { slot: '9A', privateKey: createPrivateKey(pem), certificate };
}

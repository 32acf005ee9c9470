/** Software tokens for tests, each with a certificate of a scratch CA. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findSoftHsmModule, provisionSoftToken, writeSoftHsmConf } from '#native/provisioning/softhsm.ts';
import type { SoftTokenKeyType } from '#native/provisioning/soft-token.ts';
import type { IssueOptions, ScratchCa } from './scratch-ca.ts';

export const softPin = '246813';

export interface SoftTokenHome {
  readonly folder: string;
  readonly module: string;
  /** Environment for token hosts and pkcs11-tool. */
  readonly env: Readonly<Record<string, string>>;
}

/** An empty home for software tokens in a folder of its own. Throws when SoftHSM2 is not installed. */
export function softTokenHome(): SoftTokenHome {
  const module = findSoftHsmModule();
  if (module === undefined) throw new Error('SoftHSM2 is not installed (Debian: softhsm2)');
  const folder = mkdtempSync(join(tmpdir(), 'dvctt-soft-'));
  return { folder, module, env: { SOFTHSM2_CONF: writeSoftHsmConf(folder) } };
}

/** Makes one token and returns its serial. */
export async function addSoftToken(
  home: SoftTokenHome,
  ca: ScratchCa,
  token: { label: string; keyType: SoftTokenKeyType; owner: string; issue?: IssueOptions },
): Promise<string> {
  const made = await provisionSoftToken({
    folder: home.folder,
    label: token.label,
    soPin: '97531864',
    userPin: softPin,
    keyType: token.keyType,
    subject: [
      ['C', 'VN'],
      ['O', 'Trường THPT Lê Chân'],
      ['CN', token.owner],
      ['UID', 'CCCD:001099000001'],
    ],
    issue: (csr) => ca.issue(csr, token.issue),
  });
  return made.serial;
}

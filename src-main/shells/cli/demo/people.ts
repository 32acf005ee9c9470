import { randomInt } from 'node:crypto';
import type { Backend } from '#backend/server.ts';
import type { DemoAccount } from '#backend/demo-seed.ts';
import { provisionSoftToken, type SoftToken } from '#native/provisioning/softhsm.ts';
import { DvcttError } from '#shared/contract/errors.ts';
import { roleNames, type Role } from '#shared/domain/people/roles.ts';

/** A member of the demo unit who signs: their token was made for this run and its PIN is known to nobody else. */
export interface DemoSigner {
  readonly account: DemoAccount;
  readonly token: SoftToken;
  readonly pin: string;
  readonly certificateSerial: string;
}

export function accountOf(backend: Backend, role: Role): DemoAccount {
  const account = backend.demo?.accounts.find((candidate) => candidate.role === role);
  if (account === undefined) throw new DvcttError('UNEXPECTED', { message: `demo account ${role}` });
  return account;
}

/** Makes a software token, has the dev CA certify the key born on it, and registers the certificate at the backend. */
export async function equipSigner(
  backend: Backend,
  role: 'KTT' | 'CTK',
  folder: string,
): Promise<DemoSigner> {
  const account = accountOf(backend, role);
  const demo = backend.demo;
  if (demo === undefined) throw new DvcttError('UNEXPECTED', { message: 'demo data' });
  const pin = digits(8);
  let certificateSerial = '';
  const token = await provisionSoftToken({
    folder,
    label: `${role} ${demo.unitCode}`,
    soPin: digits(8),
    userPin: pin,
    keyType: 'rsa-2048',
    subject: [
      ['C', 'VN'],
      ['CN', account.name],
    ],
    issue: async (csr) => {
      const issued = await backend.ca.issueCertificate({
        csr,
        subject: {
          commonName: account.name,
          organisation: demo.unitName,
          title: roleNames[role],
          taxCode: demo.taxCode,
          identityNumber: account.identityNumber,
        },
      });
      certificateSerial = issued.serial;
      await backend.registry.registerCertificate(account.username, issued.certificate);
      return issued;
    },
  });
  return { account, token, pin, certificateSerial };
}

function digits(count: number): string {
  return Array.from({ length: count }, () => String(randomInt(10))).join('');
}

/** A unit that has no account yet: a backend with its mailbox, three members, a software token and two certificates for a card. */
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBackend, type Backend } from '#backend/server.ts';
import { provisionSoftToken, type SoftToken } from '#native/provisioning/softhsm.ts';
import type { CoreOptions } from '#main/core/options.ts';
import { giveKey } from '#main/store-key/given-key.ts';
import { openssl } from '#test/support/scratch-ca.ts';
import type { PivKey } from '#test/virtual-token/piv-key.ts';

export interface Member {
  readonly name: string;
  readonly identityNumber: string;
  readonly email: string;
}

export const unit = {
  code: '9091378',
  name: 'Ban Quản lý dự án đầu tư xây dựng Phước Long',
} as const;
export const members = {
  KTV: { name: 'Lê Thị Mỹ Duyên', identityNumber: '070190000017', email: 'duyen@phuoclong.vn' },
  KTT: { name: 'Đỗ Quốc Ẩn', identityNumber: '070185000029', email: 'an@phuoclong.vn' },
  CTK: { name: 'Trần Văn Ước', identityNumber: '070175000031', email: 'uoc@phuoclong.vn' },
} as const satisfies Record<string, Member>;

export interface RegistrationWorld {
  readonly backend: Backend;
  readonly folder: string;
  /** The chief accountant's. */
  readonly token: SoftToken;
  readonly tokenPin: string;
  readonly tokenSerial: string;
  /** The account holder's key before and after the renewal of the certificate. */
  readonly cardKey: PivKey;
  readonly renewedKey: PivKey;
  machine(name: string): Promise<CoreOptions>;
  stopBackend(): Promise<void>;
  startBackend(): Promise<void>;
  close(): Promise<void>;
}

const tokenPin = '57291846';

export async function startRegistrationWorld(): Promise<RegistrationWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'dvctt-registration-'));
  const backendFolder = join(folder, 'backend');
  let backend: Backend | undefined = await startBackend({ dataFolder: backendFolder, port: 0, demo: true });
  const first = backend;
  const port = Number(new URL(first.url).port);
  const passwords = Object.fromEntries(
    (first.demo?.accounts ?? []).map(({ username, password }) => [username, password]),
  );
  const subjectOf = (member: Member) => ({
    commonName: member.name,
    organisation: unit.name,
    identityNumber: member.identityNumber,
  });
  let tokenSerial = '';
  const token = await provisionSoftToken({
    folder: join(folder, 'softhsm'),
    label: 'KTT Phuoc Long',
    soPin: '86420975',
    userPin: tokenPin,
    keyType: 'rsa-2048',
    subject: [['CN', members.KTT.name]],
    issue: async (csr) => {
      const issued = await first.ca.issueCertificate({ csr, subject: subjectOf(members.KTT) });
      tokenSerial = issued.serial;
      return issued;
    },
  });
  const before = process.env['SOFTHSM2_CONF'];
  process.env['SOFTHSM2_CONF'] = token.conf;
  const cardKey = async (): Promise<PivKey> => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
    const file = join(folder, 'card.key');
    writeFileSync(file, pem, { mode: 0o600 });
    const csr = openssl(['req', '-new', '-key', file, '-subj', '/CN=card', '-outform', 'DER']);
    const { certificate } = await first.ca.issueCertificate({
      csr: new Uint8Array(csr),
      subject: subjectOf(members.CTK),
    });
    return { slot: '9A', privateKey: createPrivateKey(pem), certificate };
  };
  return {
    get backend() {
      return backend ?? first;
    },
    folder,
    token,
    tokenPin,
    tokenSerial,
    cardKey: await cardKey(),
    renewedKey: await cardKey(),
    machine: async (name) => {
      const dataFolder = join(folder, name);
      await mkdir(join(dataFolder, 'trust'), { recursive: true });
      await writeFile(join(dataFolder, 'trust', 'root.pem'), first.ca.rootPem);
      await writeFile(join(dataFolder, 'trust', 'issuing.pem'), first.ca.issuingPem);
      return {
        dataFolder,
        backendUrl: first.url,
        modules: [token.module],
        shell: 'browser',
        policy: 'compat',
        storeKey: await giveKey(dataFolder),
      };
    },
    stopBackend: async () => {
      await backend?.close();
      backend = undefined;
    },
    startBackend: async () => {
      const again = await startBackend({
        dataFolder: backendFolder,
        port,
        demo: true,
        demoPasswords: passwords,
      });
      backend = again;
    },
    close: async () => {
      await backend?.close();
      if (before === undefined) delete process.env['SOFTHSM2_CONF'];
      else process.env['SOFTHSM2_CONF'] = before;
      await rm(folder, { recursive: true });
    },
  };
}

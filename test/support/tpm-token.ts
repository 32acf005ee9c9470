/** A second real PKCS#11 module: tpm2-pkcs11 over swtpm, a TPM 2.0 in software. Set up by OpenSC's tool and openssl. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openssl, type ScratchCa } from './scratch-ca.ts';

export const tpmPin = '654321';
const securityOfficerPin = '97531864';
const multiarch = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';

export interface TpmHome {
  readonly module: string;
  /** Environment for token hosts and pkcs11-tool. */
  readonly env: Readonly<Record<string, string>>;
  /** Makes a key in the TPM and puts its certificate beside it. */
  addKey(ca: ScratchCa, key: { id: string; type: 'rsa:2048' | 'EC:prime256v1'; owner: string }): void;
  stop(): Promise<void>;
}

/** Starts a TPM of its own with one token, `label` its name. Debian: swtpm libtpm2-pkcs11-1 opensc. */
export async function tpmHome(label: string): Promise<TpmHome> {
  const folder = mkdtempSync(join(tmpdir(), 'dvctt-tpm-'));
  for (const name of ['state', 'store']) mkdirSync(join(folder, name));
  const port = await freePorts();
  const tpm = spawn(
    'swtpm',
    [
      ...['socket', '--tpm2', '--tpmstate', `dir=${join(folder, 'state')}`],
      ...['--server', `type=tcp,port=${port}`, '--ctrl', `type=tcp,port=${port + 1}`],
      ...['--flags', 'not-need-init,startup-clear'],
    ],
    { stdio: 'ignore' },
  );
  // The control port: a connection to the other one would count as the TPM's user.
  await listening(port + 1);
  const module = `/usr/lib/${multiarch}/pkcs11/libtpm2_pkcs11.so`;
  const env = {
    TPM2_PKCS11_TCTI: `swtpm:host=127.0.0.1,port=${port}`,
    TPM2_PKCS11_STORE: join(folder, 'store'),
    // The library beneath warns on stderr of what it does not find at first.
    TSS2_LOG: 'all+none',
  };
  const tool = (...args: readonly string[]) =>
    execFileSync('pkcs11-tool', ['--module', module, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const officer = ['--so-pin', securityOfficerPin];
  tool('--slot-index', '0', '--init-token', '--label', label, ...officer);
  tool('--token-label', label, '--login', '--login-type', 'so', ...officer, '--init-pin', '--pin', tpmPin);
  const login = ['--token-label', label, '--login', '--pin', tpmPin];

  return {
    module,
    env,
    addKey: (ca, { id, type, owner }) => {
      tool(...login, '--keypairgen', '--key-type', type, '--id', id, '--label', owner);
      const spki = join(folder, `${id}.spki`);
      tool('--token-label', label, '--read-object', '--type', 'pubkey', '--id', id, '-o', spki);
      const certificate = join(folder, `${id}.der`);
      writeFileSync(certificate, certify(ca, folder, spki, owner));
      tool(...login, '--write-object', certificate, '--type', 'cert', '--id', id, '--label', owner);
    },
    stop: async () => {
      const ended = new Promise((resolve) => tpm.once('exit', resolve));
      tpm.kill();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

/** A certificate for a public key whose private half never leaves the TPM: the request is signed by another key. */
function certify(ca: ScratchCa, folder: string, spki: string, owner: string): Buffer {
  const file = (name: string) => join(folder, name);
  const subject = ['-utf8', '-subj', `/C=VN/O=Kho bac thu nghiem/CN=${owner}`];
  openssl([
    'req',
    '-new',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    file('other'),
    ...subject,
    '-out',
    file('csr'),
  ]);
  writeFileSync(
    file('cnf'),
    'basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\n',
  );
  const key = openssl(['pkey', '-pubin', '-inform', 'DER', '-in', spki]);
  writeFileSync(file('key.pem'), key);
  const issuer = ['-CA', join(ca.folder, 'ca.pem'), '-CAkey', join(ca.folder, 'ca.key'), '-days', '3650'];
  const content = ['-force_pubkey', file('key.pem'), '-extfile', file('cnf'), '-outform', 'DER'];
  return openssl([
    'x509',
    '-req',
    '-in',
    file('csr'),
    ...issuer,
    '-set_serial',
    `0x54${Date.now()}`,
    ...content,
  ]);
}

/** A free port whose neighbour is free too. */
async function freePorts(): Promise<number> {
  for (;;) {
    const first = await bound(0);
    const second = await bound(first.port + 1).catch(() => undefined);
    await first.release();
    await second?.release();
    if (second !== undefined) return first.port;
  }
}

function bound(port: number): Promise<{ readonly port: number; release(): Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve({
        port: address !== null && typeof address === 'object' ? address.port : 0,
        release: () => new Promise((released) => server.close(() => released())),
      });
    });
  });
}

async function listening(port: number): Promise<void> {
  for (let waited = 0; waited < 10_000; waited += 50) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (open) return;
    await sleep(50);
  }
  throw new Error('swtpm does not start (Debian: swtpm)');
}

/** A throw-away CA made with the openssl command, so that certificates in token tests come from a tool not ours. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface IssueOptions {
  /** `digitalSignature,nonRepudiation` when left out. */
  readonly keyUsage?: string;
  /** openssl dates, YYYYMMDDHHMMSSZ; 2020 to 2046 when left out. */
  readonly notBefore?: string;
  readonly notAfter?: string;
  /** Hex serial. */
  readonly serial?: string;
}

export interface Issued {
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
}

export interface ScratchCa {
  readonly folder: string;
  /** DER of the CA's own certificate. */
  readonly certificate: Uint8Array;
  /** Certifies a DER PKCS#10 request after openssl has checked its signature; throws when it does not verify. */
  issue(csr: Uint8Array, options?: IssueOptions): Promise<Issued>;
}

export function openssl(args: readonly string[], input?: Uint8Array): Buffer {
  return execFileSync('openssl', [...args], { input, stdio: ['pipe', 'pipe', 'pipe'] });
}

export function scratchCa(): ScratchCa {
  const folder = mkdtempSync(join(tmpdir(), 'dvctt-ca-'));
  const file = (name: string) => join(folder, name);
  openssl([
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '3650',
    '-sha256',
    '-keyout',
    file('ca.key'),
    '-out',
    file('ca.pem'),
    '-subj',
    '/C=VN/O=Scratch CA/CN=Scratch Issuing CA',
    '-addext',
    'keyUsage=critical,keyCertSign,cRLSign',
  ]);
  writeFileSync(
    file('ca.cnf'),
    [
      '[ca]',
      'default_ca = scratch',
      '[scratch]',
      `database = ${file('index.txt')}`,
      `serial = ${file('serial')}`,
      `new_certs_dir = ${folder}`,
      `certificate = ${file('ca.pem')}`,
      `private_key = ${file('ca.key')}`,
      'default_md = sha256',
      'policy = any',
      'unique_subject = no',
      '[any]',
      ...['C', 'ST', 'L', 'O', 'OU', 'CN', 'UID'].map((name) => `${name} = optional`),
    ].join('\n'),
  );
  const certificate = openssl(['x509', '-in', file('ca.pem'), '-outform', 'DER']);
  return {
    folder,
    certificate,
    issue(csr, options = {}) {
      const name = randomBytes(6).toString('hex');
      writeFileSync(file(`${name}.csr`), csr);
      writeFileSync(
        file(`${name}.cnf`),
        [
          'basicConstraints=CA:FALSE',
          `keyUsage=critical,${options.keyUsage ?? 'digitalSignature,nonRepudiation'}`,
          'subjectKeyIdentifier=hash',
          'authorityKeyIdentifier=keyid',
        ].join('\n'),
      );
      // `openssl ca` rather than `x509 -req`, because OpenSSL 3.0 sets dates in the past only there.
      writeFileSync(file('index.txt'), '');
      writeFileSync(file('serial'), options.serial ?? `54${randomBytes(8).toString('hex')}`);
      openssl([
        'ca',
        '-batch',
        '-notext',
        '-config',
        file('ca.cnf'),
        '-in',
        file(`${name}.csr`),
        '-inform',
        'DER',
        '-startdate',
        options.notBefore ?? '20200101000000Z',
        '-enddate',
        options.notAfter ?? '20460101000000Z',
        '-extfile',
        file(`${name}.cnf`),
        '-out',
        file(`${name}.pem`),
      ]);
      writeFileSync(file(`${name}.der`), openssl(['x509', '-in', file(`${name}.pem`), '-outform', 'DER']));
      return Promise.resolve({ certificate: readFileSync(file(`${name}.der`)), chain: [certificate] });
    },
  };
}

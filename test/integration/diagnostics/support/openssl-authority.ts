/** A certification authority that openssl keeps: it issues, revokes, writes its list and answers OCSP. */
import { execFile, execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface IssueOptions {
  /** Lines of an openssl extension section. */
  readonly extensions?: readonly string[];
  readonly days?: number;
}

export interface IssuedByOpenssl {
  /** Path of the PEM file. */
  readonly pem: string;
  readonly key: string;
  readonly der: Uint8Array;
}

export class OpensslAuthority {
  readonly folder = mkdtempSync(join(tmpdir(), 'dvctt-authority-'));
  readonly pem: string;
  readonly der: Uint8Array;

  constructor(name = 'Authority of openssl', hash = 'sha256') {
    this.pem = this.file('ca.pem');
    const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
    this.openssl(
      'req',
      '-x509',
      ...newKey,
      '-keyout',
      this.file('ca.key'),
      '-out',
      this.pem,
      '-days',
      '3650',
      '-subj',
      `/C=VN/CN=${name}`,
      '-addext',
      'keyUsage=critical,keyCertSign,cRLSign',
    );
    writeFileSync(this.file('index.txt'), '');
    writeFileSync(this.file('empty.txt'), '');
    writeFileSync(this.file('serial'), '1001');
    writeFileSync(this.file('crlnumber'), '01');
    writeFileSync(
      this.file('ca.cnf'),
      [
        '[ca]',
        'default_ca=own',
        '[own]',
        `database=${this.file('index.txt')}`,
        `serial=${this.file('serial')}`,
        `crlnumber=${this.file('crlnumber')}`,
        `new_certs_dir=${this.folder}`,
        `certificate=${this.pem}`,
        `private_key=${this.file('ca.key')}`,
        `default_md=${hash}`,
        'policy=any',
        'unique_subject=no',
        'copy_extensions=none',
        '[any]',
        'C=optional',
        'CN=supplied',
      ].join('\n'),
    );
    this.der = this.toDer(this.pem);
  }

  file(name: string): string {
    return join(this.folder, name);
  }

  openssl(...args: readonly string[]): Buffer {
    return execFileSync('openssl', [...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  }

  issue(name: string, options: IssueOptions = {}): IssuedByOpenssl {
    const id = randomUUID();
    const [key, csr, extensions, pem] = [`${id}.key`, `${id}.csr`, `${id}.ext`, `${id}.pem`].map((part) =>
      this.file(part),
    ) as [string, string, string, string]; // four in, four out
    this.openssl(
      'req',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-keyout',
      key,
      '-out',
      csr,
      '-subj',
      `/C=VN/CN=${name}`,
    );
    const usual = ['basicConstraints=CA:FALSE', 'keyUsage=critical,digitalSignature,nonRepudiation'];
    writeFileSync(extensions, [...usual, ...(options.extensions ?? [])].join('\n'));
    this.openssl(
      'ca',
      '-batch',
      '-notext',
      '-config',
      this.file('ca.cnf'),
      '-in',
      csr,
      '-out',
      pem,
      '-days',
      String(options.days ?? 365),
      '-extfile',
      extensions,
    );
    return { pem, key, der: this.toDer(pem) };
  }

  revoke({ pem }: IssuedByOpenssl, reason: string): void {
    this.openssl('ca', '-batch', '-config', this.file('ca.cnf'), '-revoke', pem, '-crl_reason', reason);
  }

  /** DER of a fresh revocation list; `extensions` are lines of an openssl section. */
  list(extensions: readonly string[] = []): Uint8Array {
    const [pem, der, config] = [this.file('list.pem'), this.file('list.der'), this.file('list.cnf')];
    const section = ['', '[list]', 'authorityKeyIdentifier=keyid', ...extensions];
    writeFileSync(config, readFileSync(this.file('ca.cnf'), 'utf8') + section.join('\n'));
    this.openssl(
      'ca',
      '-batch',
      '-config',
      config,
      '-gencrl',
      '-crldays',
      '7',
      '-crlexts',
      'list',
      '-out',
      pem,
    );
    this.openssl('crl', '-in', pem, '-outform', 'DER', '-out', der);
    return new Uint8Array(readFileSync(der));
  }

  /** What `openssl ocsp` answers to a DER request, signed by the given certificate. */
  async answer(
    request: Uint8Array,
    signer: { readonly pem: string; readonly key: string },
    knows = true,
    more: readonly string[] = ['-ndays', '1'],
  ): Promise<Uint8Array> {
    const id = randomUUID();
    const [asked, answered] = [this.file(`${id}.req`), this.file(`${id}.resp`)];
    writeFileSync(asked, request);
    await run('openssl', [
      'ocsp',
      '-index',
      this.file(knows ? 'index.txt' : 'empty.txt'),
      '-CA',
      this.pem,
      '-rsigner',
      signer.pem,
      '-rkey',
      signer.key,
      '-reqin',
      asked,
      '-respout',
      answered,
      ...more,
    ]);
    return new Uint8Array(readFileSync(answered));
  }

  /** The authority's own certificate and key. */
  get own(): { readonly pem: string; readonly key: string } {
    return { pem: this.pem, key: this.file('ca.key') };
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private toDer(pem: string): Uint8Array {
    return new Uint8Array(this.openssl('x509', '-in', pem, '-outform', 'DER'));
  }
}

import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeInvoice } from '#main/shells/cli/demo/attachment.ts';
import { dvcttHere } from '#test/support/command-here.ts';
import { dvctt } from '#test/support/dvctt-command.ts';
import { openssl, scratchCa } from '#test/support/scratch-ca.ts';
import { addSoftToken, softPin, softTokenHome } from '#test/support/soft-token.ts';

let token = '';
const ca = scratchCa();
const home = softTokenHome();
const trust = join(home.folder, 'trust');
const data = join(home.folder, 'data');
const file = (name: string) => join(home.folder, name);
const env = { ...home.env, DVCTT_PKCS11_MODULES: home.module, DVCTT_DATA: data };

/** All that the commands' documents may hold; each test looks at what its own command gives. */
interface Answer {
  files: {
    input: string;
    output: string;
    format: string;
    certificateSerial: string;
    warnings: string[];
    report: { indication: string; reason?: string; signatures: { algorithm: string }[] };
  }[];
  error: { code: string; heading: string; remedy: string };
  tokens: { label: string; pinState: string }[];
  modules: { path: string; failure?: { code: string } }[];
  certificates: { owner: string; isCa: boolean }[];
}
// The documents are our own command's: what is missing shows as a failed expectation.
const json = (text: string) => JSON.parse(text) as Answer;

beforeAll(async () => {
  token = await addSoftToken(home, ca, { label: 'KTT', keyType: 'rsa-2048', owner: 'Nguyễn Văn Kế' });
  mkdirSync(trust);
  mkdirSync(data);
  copyFileSync(join(ca.folder, 'ca.pem'), join(trust, 'ca.pem'));
  writeFileSync(file('invoice.pdf'), await makeInvoice('2026-11-22'));
  writeFileSync(
    file('voucher.xml'),
    '<?xml version="1.0" encoding="UTF-8"?>\n<chungTu><soTien>1005000</soTien></chungTu>\n',
  );
  writeFileSync(file('list.csv'), 'ngày;số tiền\n');
});
afterAll(() => {
  rmSync(home.folder, { recursive: true });
  rmSync(ca.folder, { recursive: true });
});

const sign = (
  names: readonly string[],
  more: readonly string[] = [],
  input = `${softPin}\n`,
  command: typeof dvctt = dvcttHere,
) =>
  command(['sign', ...names.map(file), '--pin-stdin', '--json', '--token', token, ...more], { input, env });
const verify = (names: readonly string[], more: readonly string[] = []) =>
  dvcttHere(['verify', ...names.map(file), '--trust', trust, '--json', ...more], { env });

describe('dvctt tokens and certs', () => {
  it('lists the token with the state of its PIN, and the certificate that is on it', async () => {
    const tokens = await dvcttHere(['tokens', '--json'], { env });
    expect(tokens.code).toBe(0);
    const list = json(tokens.out);
    expect(list.tokens).toContainEqual(expect.objectContaining({ label: 'KTT', pinState: 'ok' }));
    const certs = await dvcttHere(['certs', '--json'], { env });
    const { certificates } = json(certs.out);
    expect(certificates.filter(({ isCa }) => !isCa).map(({ owner }) => owner)).toContain('Nguyễn Văn Kế');
  });

  it('says which named module is not there and lists the others all the same', async () => {
    const { code, out } = await dvcttHere(['tokens', '--json', '--module', '/nowhere/x.so'], { env });
    expect(code).toBe(0);
    const { modules } = json(out);
    expect(modules.find(({ path }) => path === '/nowhere/x.so')?.failure?.code).toBe('MODULE_NOT_FOUND');
    expect(modules.some(({ failure }) => failure === undefined)).toBe(true);
  });
});

describe('dvctt sign and verify', () => {
  it('signs three kinds of file with one PIN, and others call the signatures valid', async () => {
    // The built program, in a process of its own.
    const signed = await sign(['invoice.pdf', 'voucher.xml', 'list.csv'], [], undefined, dvctt);
    expect(signed.err).not.toContain('✗');
    expect(signed.code).toBe(0);
    const { files } = json(signed.out);
    expect(files.map(({ format, output }) => [format, output])).toEqual([
      ['pades', file('invoice-signed.pdf')],
      ['xades', file('voucher-signed.xml')],
      ['cades', file('list.csv.p7s')],
    ]);
    expect(execFileSync('pdfsig', ['-nocert', file('invoice-signed.pdf')], { encoding: 'utf8' })).toContain(
      'Signature is Valid.',
    );
    execFileSync('xmlsec1', [
      ...['--verify', '--enabled-key-data', 'x509', '--trusted-pem', join(trust, 'ca.pem')],
      ...['--id-attr:Id', 'SignedProperties', file('voucher-signed.xml')],
    ]);
    openssl([
      ...['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', file('list.csv.p7s')],
      ...['-content', file('list.csv'), '-CAfile', join(trust, 'ca.pem'), '-purpose', 'any'],
    ]);
    const verified = await verify(['invoice-signed.pdf', 'voucher-signed.xml', 'list.csv.p7s']);
    expect(verified.code).toBe(0);
    expect(json(verified.out).files.map(({ report }) => report.indication)).toEqual([
      'valid',
      'valid',
      'valid',
    ]);
  });

  it('uses PSS, and nothing else, under tt15-2025', async () => {
    const { out, code } = await sign(['voucher.xml'], ['--policy', 'tt15-2025', '--out', file('pss')]);
    expect(code).toBe(0);
    const report = await verify(['pss/voucher-signed.xml']);
    expect(json(out).files).toHaveLength(1);
    expect(json(report.out).files[0]?.report.signatures[0]?.algorithm).toContain('pss');
  });

  it('never overwrites a file that is there', async () => {
    await sign(['list.csv'], ['--out', file('twice')]);
    await sign(['list.csv'], ['--out', file('twice')]);
    expect(readdirSync(file('twice')).sort()).toEqual(['list.csv-2.p7s', 'list.csv.p7s']);
  });

  it('exits 1 for changed content, 2 without a trusted root, 1 for a file without signature', async () => {
    const changed = readFileSync(file('voucher-signed.xml'), 'utf8').replace('1005000', '9005000');
    writeFileSync(file('changed.xml'), changed);
    expect((await verify(['changed.xml'])).code).toBe(1);
    const untrusted = await dvcttHere(['verify', file('voucher-signed.xml'), '--trust', data, '--json'], {
      env,
    });
    expect(untrusted.code).toBe(2);
    const mistyped = await dvctt(
      ['verify', file('voucher-signed.xml'), '--trust', file('nowhere'), '--json'],
      { env },
    );
    expect(json(mistyped.out).error.code).toBe('FILE_NOT_FOUND');
    const bare = await verify(['voucher.xml']);
    expect(bare.code).toBe(1);
    expect(json(bare.out).files[0]?.report.reason).toBe('SIGNATURE_MISSING');
  });

  it('warns, but signs, where the root of the certificate is not known', async () => {
    const { code, out, err } = await sign(['list.csv'], ['--out', file('warned')]);
    expect(code).toBe(0);
    expect(json(out).files[0]?.warnings).toEqual(['REVOCATION_NOT_CHECKED', 'CERT_CHAIN_INCOMPLETE']);
    expect(err).toContain('Không dựng được chuỗi chứng thực');
  });

  it('signs nothing when one of the files cannot be signed', async () => {
    writeFileSync(file('bad.xml'), '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>');
    const { code, out } = await sign(['list.csv', 'bad.xml'], ['--format', 'auto', '--out', file('none')]);
    expect(code).toBe(1);
    expect(json(out).error.code).toBe('XML_DTD_FORBIDDEN');
    expect(readdirSync(file('none'))).toEqual([]);
  });
});

describe('bad input', () => {
  const refusal = async (names: readonly string[], more: readonly string[] = [], input?: string) => {
    const { code, out, err } = await sign(names, ['--out', file('refused'), ...more], input);
    expect(err).toContain('→');
    expect(existsSync(file('refused')) ? readdirSync(file('refused')) : []).toEqual([]);
    return [code, json(out).error.code];
  };

  it('has a code of its own for each kind of broken file', async () => {
    writeFileSync(file('broken.pdf'), '%PDF-1.7\nnothing more');
    writeFileSync(file('broken.xml'), '<?xml version="1.0"?><a><b></a>');
    writeFileSync(file('empty.csv'), '');
    writeFileSync(file('huge.bin'), '');
    truncateSync(file('huge.bin'), 100 * 1024 * 1024 + 1);
    expect(await refusal(['missing.pdf'])).toEqual([1, 'FILE_NOT_FOUND']);
    expect(await refusal(['broken.pdf'])).toEqual([1, 'PDF_BROKEN']);
    expect(await refusal(['broken.xml'])).toEqual([1, 'XML_BROKEN']);
    expect(await refusal(['empty.csv'])).toEqual([1, 'FILE_EMPTY']);
    expect(await refusal(['huge.bin'])).toEqual([1, 'FILE_TOO_LARGE']);
    expect(await refusal(['list.csv'], ['--level', 'T'])).toEqual([1, 'LEVEL_UNSUPPORTED']);
    expect(await refusal(['list.csv'], ['--cert', '00FF'])).toEqual([1, 'CERT_NOT_FOUND']);
  });

  it('finds out before the PIN is asked that the signed files cannot be written', async () => {
    for (const out of [file('list.csv'), '/proc/nope']) {
      const { code, err, out: answer } = await sign(['list.csv'], ['--out', out]);
      expect([code, json(answer).error.code]).toEqual([1, 'STORE_FAILED']);
      expect(err).not.toContain('mã PIN');
    }
  });

  it('writes no file when one of them cannot be written', async () => {
    const long = `${'n'.repeat(250)}.txt`;
    writeFileSync(file(long), 'x');
    const { code } = await sign(['list.csv', long], ['--out', file('all-or-none')]);
    expect(code).toBe(1);
    expect(readdirSync(file('all-or-none'))).toEqual([]);
  });

  it('says that the PIN is wrong, once, and repeats nothing of it', async () => {
    const wrong = '97310042';
    const { code, out, err } = await sign(['list.csv'], ['--out', file('refused')], `${wrong}\n`);
    expect([code, json(out).error.code]).toEqual([1, 'PIN_INCORRECT']);
    expect(out + err).not.toContain(wrong);
    expect((await sign(['list.csv'], ['--out', file('again')])).code).toBe(0);
  });

  it('does not send a PIN of the wrong length to the token', async () => {
    expect(await refusal(['list.csv'], [], '1\n')).toEqual([1, 'PIN_LENGTH']);
  });

  it('exits 64 for wrong usage', async () => {
    expect((await dvcttHere(['sign'], { env })).code).toBe(64);
    expect((await dvcttHere(['sign', file('list.csv'), '--format', 'word'], { env })).code).toBe(64);
    const nonsense = await dvcttHere(['nonsense', '--json'], { env });
    expect([nonsense.code, json(nonsense.out).error.code]).toEqual([64, 'USAGE']);
    expect((await dvcttHere(['backend', '--port', 'abc'], { env })).err).toContain('65535');
    expect((await dvcttHere([], { env })).code).toBe(64);
    expect((await dvcttHere(['--help'], { env })).code).toBe(0);
  });

  it('asks for --pin-stdin where there is no terminal to type at', async () => {
    // A pipe without an end of its own, as a script has it.
    const { code, err } = await dvctt(['sign', file('list.csv'), '--token', token], { env });
    expect(code).toBe(64);
    expect(err).toContain('pin-stdin');
  });
});

it('leaves the PIN in no file under the data folder or beside the signed files', async () => {
  await sign(['list.csv'], ['--out', file('searched')]);
  const holders = readdirSync(home.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'huge.bin')
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(softPin));
  expect(holders).toEqual([]);
});

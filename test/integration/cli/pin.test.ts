/** PINs, self-tests and traces from the command line, on SoftHSM2. */
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { traceRowSchema } from '#shared/contract/trace.ts';
import { selfTestStepSchema } from '#shared/contract/token-jobs.ts';
import { dvcttHere } from '#test/support/command-here.ts';
import { dvctt } from '#test/support/dvctt-command.ts';
import { scratchCa } from '#test/support/scratch-ca.ts';
import { addSoftToken, softPin, softTokenHome } from '#test/support/soft-token.ts';

/** The security officer's PIN of `addSoftToken`, which is SoftHSM2's PUK. */
const puk = '97531864';
const home = softTokenHome();
const ca = scratchCa();
const env = { ...home.env, DVCTT_PKCS11_MODULES: home.module, DVCTT_DATA: join(home.folder, 'data') };
const csv = join(home.folder, 'list.csv');
let token = '';
/** The PIN that stands. */
let pin = softPin;

beforeAll(async () => {
  token = await addSoftToken(home, ca, { label: 'KTT', keyType: 'rsa-2048', owner: 'Nguyễn Văn Kế' });
  writeFileSync(csv, 'ngày;số tiền\n');
});
afterAll(() => {
  rmSync(home.folder, { recursive: true });
  rmSync(ca.folder, { recursive: true });
});

const errorOf = (out: string) =>
  z
    .object({ error: z.object({ code: z.string(), details: z.record(z.string(), z.unknown()) }) })
    .parse(JSON.parse(out)).error;
const testsSchema = z.object({
  tests: z.array(
    z.object({ module: z.string(), token: z.string().optional(), steps: z.array(selfTestStepSchema) }),
  ),
});

describe('dvctt pin', () => {
  it('changes the PIN, which then signs, and puts no PIN anywhere', async () => {
    const next = '86420975';
    const changed = await dvctt(['pin', 'change', '--token', token, '--pin-stdin', '--json'], {
      input: `${pin}\n${next}\n`,
      env,
    });
    expect(changed).toMatchObject({ code: 0 });
    expect(JSON.parse(changed.out)).toEqual({ token, changed: true });
    expect(changed.out + changed.err).not.toMatch(new RegExp(`${pin}|${next}`));
    pin = next;
    const signed = await dvctt(['sign', csv, '--token', token, '--pin-stdin'], { input: `${pin}\r\n`, env });
    expect(signed).toMatchObject({ code: 0 });
  });

  it('spends one try for a wrong old PIN and says so, and none when a line is missing', async () => {
    const wrong = await dvcttHere(['pin', 'change', '--token', token, '--pin-stdin', '--json'], {
      input: '000000\n11223344\n',
      env,
    });
    expect(wrong.code).toBe(1);
    expect(errorOf(wrong.out)).toMatchObject({ code: 'PIN_INCORRECT', details: { pinState: 'low' } });
    const short = await dvcttHere(['pin', 'change', '--token', token, '--pin-stdin', '--json'], {
      input: `${pin}\n`,
      env,
    });
    expect(short.code).toBe(64);
    expect(errorOf(short.out).code).toBe('USAGE');
  });

  it('unblocks with the PUK, and calls a wrong PUK by its name', async () => {
    const unblock = (given: string, next: string) =>
      dvcttHere(['pin', 'unblock', '--token', token, '--puk-stdin', '--json'], {
        input: `${given}\n${next}`,
        env,
      });
    const wrong = await unblock('00000000', '11223344');
    expect(wrong.code).toBe(1);
    expect(errorOf(wrong.out)).toMatchObject({ code: 'PUK_INCORRECT', details: { pukState: 'low' } });
    const right = await unblock(puk, '11223344');
    expect(right).toMatchObject({ code: 0 });
    expect(right.out + right.err).not.toContain(puk);
    pin = '11223344';
  });
});

describe('dvctt tokens --test', () => {
  it('tries the private key when it is given the PIN, and ends with 0', async () => {
    const { code, out } = await dvcttHere(['tokens', '--test', '--token', token, '--pin-stdin', '--json'], {
      input: `${pin}\n`,
      env,
    });
    const { tests } = testsSchema.parse(JSON.parse(out));
    expect(tests.map((test) => test.token)).toEqual([token]);
    const steps = tests.flatMap((test) => test.steps);
    expect(steps.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(steps).toContainEqual(expect.objectContaining({ name: 'C_Login', outcome: 'passed' }));
    expect(code).toBe(0);
  });

  it('ends with 1 when a step fails, and shows which', async () => {
    const { code, out, err } = await dvcttHere(['tokens', '--test', '--token', token, '--pin-stdin'], {
      input: '000000\n',
      env,
    });
    expect(code).toBe(1);
    expect(out).toMatch(/✗ C_Login .*CKR_PIN_INCORRECT/);
    expect(out).toMatch(/✓ SHA-256 /);
    expect(out + err).not.toContain('000000');
  });
});

describe('--trace', () => {
  it('writes every PKCS#11 call of a signature, for its owner’s eyes only, without the PIN', async () => {
    const file = join(home.folder, 'trace.jsonl');
    const { code } = await dvcttHere(['sign', csv, '--token', token, '--pin-stdin', '--trace', file], {
      input: `${pin}\n`,
      env,
    });
    expect(code).toBe(0);
    const text = readFileSync(file, 'utf8');
    const rows = text
      .trimEnd()
      .split('\n')
      .map((line) => traceRowSchema.parse(JSON.parse(line)));
    const calls = rows.map(({ call }) => call);
    expect(calls).toEqual(
      expect.arrayContaining(['C_Initialize', 'C_Login', 'C_SignInit', 'C_Sign', 'C_Logout']),
    );
    expect(rows.find(({ call }) => call === 'C_Sign')).toMatchObject({ ckr: 'CKR_OK', module: home.module });
    for (const form of [pin, Buffer.from(pin).toString('base64'), Buffer.from(pin).toString('hex')]) {
      expect(text).not.toContain(form);
    }
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('is refused before a token is touched when its file cannot be written', async () => {
    const { code, out } = await dvcttHere(
      ['certs', '--json', '--trace', join(home.folder, 'no', 'such', 'x')],
      {
        env,
      },
    );
    expect(code).toBe(1);
    expect(errorOf(out).code).toBe('STORE_FAILED');
  });
});

describe('dvctt certs', () => {
  it('shows what can sign, and the authority’s certificate on demand', async () => {
    const short = await dvcttHere(['certs', '--token', token], { env });
    expect(short.out).toContain('Định danh: CCCD 001099000001');
    expect(short.out).toContain('mục đích: ký số');
    expect(short.out).toContain('--all');
    expect(short.out).not.toContain('(chứng thư CA)');
    const all = await dvcttHere(['certs', '--token', token, '--all'], { env });
    expect(all.out).toContain('(chứng thư CA)');
    expect(all.out).toContain('mục đích: cấp chứng thư số');
  });
});

/** What an attacker with an editor can do to a signed file, and what a verifier must say then. */
import { randomInt } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { prepareSignature } from '#main/signing/format.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import type { ValidationReport } from '#shared/validation/report.ts';
import { validateDocument } from '#shared/validation/validate.ts';
import { makeTestCa, type TestCa, type TestSigner } from '#test/support/test-pki.ts';
import { awkwardXml, makePdf, utf8 } from '#test/support/signing-tools.ts';

const signingTime = new Date(Date.now() - 60_000);
const rsa: SignatureAlgorithm = { scheme: 'rsa-pss', hash: 'SHA-256' };
const ecdsa: SignatureAlgorithm = { scheme: 'ecdsa', hash: 'SHA-256' };
const detached = utf8('Danh sách chi');
let root: TestCa;
let first: TestSigner;
let second: TestSigner;

beforeAll(async () => {
  root = await makeTestCa();
  const issuing = await root.subordinate('CN=Issuing CA,C=VN');
  first = await issuing.signer();
  second = await issuing.signer({ keyType: 'p256' });
});

type Format = 'pades' | 'xades' | 'cades';

const check = (bytes: Uint8Array, format: Format): Promise<ValidationReport> =>
  validateDocument(bytes, { trustAnchors: [root.certificate], now: new Date(), format, content: detached });

async function sign(bytes: Uint8Array, format: Format, twice: boolean): Promise<Uint8Array> {
  const once = await first.complete(
    await prepareSignature(bytes, first, { format, algorithm: rsa, signingTime }),
  );
  if (!twice) return once;
  const options = { format, algorithm: ecdsa, signingTime };
  return second.complete(
    format === 'cades'
      ? await prepareSignature(bytes, second, { ...options, existing: once })
      : await prepareSignature(once, second, options),
  );
}

const files: readonly (readonly [string, Format, () => Promise<Uint8Array>])[] = [
  ['XML', 'xades', () => Promise.resolve(awkwardXml)],
  ['PDF with a cross-reference stream', 'pades', () => makePdf(true)],
  ['PDF with a cross-reference table', 'pades', () => makePdf(false)],
  ['detached CMS', 'cades', () => Promise.resolve(detached)],
];

describe.each(files)('%s', (_, format, make) => {
  it.each([false, true])(
    'is valid as signed, and at no one of 500 places with a byte changed (twice: %s)',
    async (twice) => {
      const signed = await sign(await make(), format, twice);
      expect((await check(signed, format)).indication).toBe('valid');
      const survivors: string[] = [];
      for (let i = 0; i < 500; i++) {
        const at = Math.floor(((i + Math.random()) * signed.length) / 500);
        const tampered = signed.slice();
        // One bit, or any other value: both kinds of damage.
        tampered[at] = (signed[at] ?? 0) ^ (i % 2 === 0 ? 1 << randomInt(8) : randomInt(1, 256));
        const { indication } = await check(tampered, format);
        if (indication === 'valid') survivors.push(`${at}: ${signed[at] ?? 0} → ${tampered[at] ?? 0}`);
      }
      expect(survivors).toEqual([]);
    },
  );

  it('is not valid with a byte added or taken away at the end, or inserted anywhere', async () => {
    const signed = await sign(await make(), format, true);
    const variants = [utf8('\n'), utf8(' '), utf8('%%EOF\n'), Uint8Array.of(0)].map((tail) =>
      Uint8Array.from([...signed, ...tail]),
    );
    variants.push(signed.slice(0, -1));
    for (let i = 0; i < 100; i++) {
      const at = randomInt(signed.length);
      variants.push(Uint8Array.from([...signed.subarray(0, at), 0x20, ...signed.subarray(at)]));
    }
    for (const variant of variants) expect((await check(variant, format)).indication).not.toBe('valid');
  });

  it('is indeterminate, never valid, for someone who does not trust the root', async () => {
    const signed = await sign(await make(), format, false);
    const other = await makeTestCa();
    const report = await validateDocument(signed, {
      trustAnchors: [other.certificate],
      now: new Date(),
      format,
      content: detached,
    });
    expect(report).toMatchObject({ indication: 'indeterminate', reason: 'CERT_CHAIN_INCOMPLETE' });
  });
});

/** Our signatures before judges that we did not write: OpenSSL, xmlsec1, pdfsig, pkijs. */
import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import * as pkijs from 'pkijs';
import { beforeAll, describe, expect, it } from 'vitest';
import { preparePades } from '#main/signing/pades/prepare.ts';
import { prepareCades } from '#main/signing/cades/prepare.ts';
import { prepareXades } from '#main/signing/xades/prepare.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import type { PreparedSignature } from '#shared/signatures/prepared.ts';
import { canonicalElement } from '#shared/validation/xml/canonical.ts';
import { parseXml } from '#shared/validation/xml/parse.ts';
import { readSignatureFrame } from '#shared/validation/xml/signature-frame.ts';
import { findSignatures } from '#shared/validation/xml/signatures.ts';
import { validateDocument } from '#shared/validation/validate.ts';
import { algorithmsOf, makeTestCa, toPem, type TestCa, type TestSigner } from '#test/support/test-pki.ts';
import { awkwardXml, judge, makePdf, utf8 } from '#test/support/signing-tools.ts';

const signingTime = new Date();
let root: TestCa;
let signers: Record<'rsa' | 'p256', TestSigner>;

beforeAll(async () => {
  root = await makeTestCa();
  const issuing = await root.subordinate('CN=Issuing CA,O=Test CA,C=VN');
  signers = { rsa: await issuing.signer(), p256: await issuing.signer({ keyType: 'p256' }) };
});

const all = (['rsa', 'p256'] as const).flatMap((key) =>
  algorithmsOf(key).map((algorithm) => ({ key, algorithm, name: `${algorithm.scheme} ${algorithm.hash}` })),
);

function opensslAccepts(cms: Uint8Array, content: Uint8Array): boolean {
  const files = { 'ca.pem': toPem(root.certificate), 'a.p7s': cms, content };
  const options = [
    '-cades',
    '-binary',
    '-inform',
    'DER',
    '-in',
    'a.p7s',
    '-content',
    'content',
    '-CAfile',
    'ca.pem',
  ];
  return judge(files, 'openssl', 'cms', '-verify', ...options, '-out', 'out').ok;
}

describe.each(all)('with $name', ({ key, algorithm }) => {
  it('OpenSSL accepts the detached CAdES, and not over other content', async () => {
    const content = utf8('Danh sách chi\n');
    const signer = signers[key];
    const cms = await signer.complete(await prepareCades(content, signer, { algorithm, signingTime }));
    expect(opensslAccepts(cms, content)).toBe(true);
    expect(opensslAccepts(cms, utf8('Danh sách chl\n'))).toBe(false);
  });

  it.each([true, false])(
    'OpenSSL and pdfsig accept the PAdES (cross-reference stream: %s)',
    async (streams) => {
      const signer = signers[key];
      const pdf = await makePdf(streams);
      const signed = await signer.complete(await preparePades(pdf, signer, { algorithm, signingTime }));
      expect(signed.subarray(0, pdf.length)).toEqual(pdf);
      const { cms, content } = cutOut(signed);
      expect(opensslAccepts(cms, content)).toBe(true);
      const verdict = judge({ 'a.pdf': signed }, 'pdfsig', 'a.pdf').text;
      expect(verdict).toContain('Signature is Valid');
      expect(verdict).toContain('Total document signed');
    },
  );

  it('xmlsec1, or OpenSSL where xmlsec1 knows no RSASSA-PSS, accepts the XAdES', async () => {
    const signer = signers[key];
    const signed = await signer.complete(await prepareXades(awkwardXml, signer, { algorithm, signingTime }));
    expect(
      algorithm.scheme === 'rsa-pss' ? nodeAccepts(signed, signer, algorithm) : xmlsecAccepts(signed, 1),
    ).toBe(true);
  });
});

function xmlsecAccepts(xml: Uint8Array, which: number): boolean {
  const files = { 'ca.pem': toPem(root.certificate), 'a.xml': xml };
  const node = `/*/*[local-name()='Signature'][${which}]`;
  const id = ['--id-attr:Id', 'http://uri.etsi.org/01903/v1.3.2#:SignedProperties'];
  return judge(files, 'xmlsec1', '--verify', '--trusted-pem', 'ca.pem', ...id, '--node-xpath', node, 'a.xml')
    .ok;
}

function nodeAccepts(xml: Uint8Array, signer: TestSigner, algorithm: SignatureAlgorithm): boolean {
  const [signature] = findSignatures(parseXml(xml)).enveloped;
  const frame = readSignatureFrame(signature!);
  const key = createPublicKey(
    new X509Certificate(signer.certificate).publicKey.export({ type: 'spki', format: 'pem' }),
  );
  // 6 is RSA_PKCS1_PSS_PADDING, −1 a salt as long as the digest.
  const options = { key, padding: 6, saltLength: -1 };
  return verify(
    algorithm.hash.replace('-', ''),
    utf8(canonicalElement(frame.signedInfo)),
    options,
    frame.value,
  );
}

/** Reads ByteRange and Contents by search, independent of the product's PDF reader. */
function cutOut(pdf: Uint8Array): { cms: Uint8Array; content: Uint8Array } {
  const text = Buffer.from(pdf).toString('latin1');
  const [, a = 0, b = 0, c = 0] = (/ByteRange \[0 (\d+) (\d+) (\d+)/.exec(text) ?? []).map(Number);
  const content = Buffer.concat([pdf.subarray(0, a), pdf.subarray(b, b + c)]);
  const padded = Buffer.from(text.slice(a + 1, b - 1), 'hex');
  return { cms: padded.subarray(0, 4 + padded.readUInt16BE(2)), content };
}

describe('a file that is prepared again, as after a restart while the phone was waited for', () => {
  const algorithm: SignatureAlgorithm = { scheme: 'rsa-pkcs1', hash: 'SHA-256' };
  const options = { algorithm, signingTime, id: '0b9a4a52-7a4e-4d0f-9f53-5f5a2f3f6f01' };

  /** The value is made for the digest of the first preparation and put into the second. */
  async function signedAgain(prepare: () => Promise<PreparedSignature>): Promise<Uint8Array> {
    const [first, second] = [await prepare(), await prepare()];
    expect(second.digest).toEqual(first.digest);
    return second.complete(await signers.rsa.sign(algorithm, first.digest));
  }

  it('takes the value that was made for the first PDF, and pdfsig accepts it', async () => {
    const pdf = await makePdf(true);
    const signed = await signedAgain(() => preparePades(pdf, signers.rsa, options));
    expect(judge({ 'a.pdf': signed }, 'pdfsig', 'a.pdf').text).toContain('Signature is Valid');
  });

  it('takes the value that was made for the first XML, and xmlsec1 accepts it', async () => {
    const signed = await signedAgain(() => prepareXades(awkwardXml, signers.rsa, options));
    expect(xmlsecAccepts(signed, 1)).toBe(true);
  });

  it('takes the value that was made for the first CMS, and OpenSSL accepts it', async () => {
    const content = utf8('Danh sách chi\n');
    const signed = await signedAgain(() => prepareCades(content, signers.rsa, options));
    expect(opensslAccepts(signed, content)).toBe(true);
  });

  it('is another one a second later, or under another id', async () => {
    const first = await prepareXades(awkwardXml, signers.rsa, options);
    const later = { ...options, signingTime: new Date(signingTime.getTime() + 1000) };
    expect((await prepareXades(awkwardXml, signers.rsa, later)).digest).not.toEqual(first.digest);
    const other = { ...options, id: '1c9a4a52-7a4e-4d0f-9f53-5f5a2f3f6f01' };
    expect((await prepareXades(awkwardXml, signers.rsa, other)).digest).not.toEqual(first.digest);
  });
});

describe('two people sign one file', () => {
  const algorithm: SignatureAlgorithm = { scheme: 'rsa-pkcs1', hash: 'SHA-256' };
  const second: SignatureAlgorithm = { scheme: 'ecdsa', hash: 'SHA-256' };

  it.each([true, false])('pdfsig finds both signatures of a PDF valid (stream: %s)', async (streams) => {
    const pdf = await makePdf(streams);
    const once = await signers.rsa.complete(await preparePades(pdf, signers.rsa, { algorithm, signingTime }));
    const options = { algorithm: second, signingTime };
    const twice = await signers.p256.complete(await preparePades(once, signers.p256, options));
    expect(twice.subarray(0, once.length)).toEqual(once);
    const verdict = judge({ 'a.pdf': twice }, 'pdfsig', 'a.pdf').text;
    expect(verdict.match(/Signature is Valid/g)).toHaveLength(2);
    const report = await validateDocument(twice, { trustAnchors: [root.certificate], now: new Date() });
    expect(report.signatures.map(({ indication, level }) => [indication, level])).toEqual([
      ['valid', 'B-B'],
      ['valid', 'B-B'],
    ]);
  });

  it('xmlsec1 finds both signatures of an XML valid, and every other byte is as it was', async () => {
    const once = await signers.rsa.complete(
      await prepareXades(awkwardXml, signers.rsa, { algorithm, signingTime }),
    );
    const options = { algorithm: second, signingTime };
    const twice = await signers.p256.complete(await prepareXades(once, signers.p256, options));
    expect(xmlsecAccepts(twice, 1) && xmlsecAccepts(twice, 2)).toBe(true);
    const bare = Buffer.from(twice)
      .toString('utf8')
      .replaceAll(/<ds:Signature .*?<\/ds:Signature>/g, '');
    expect(bare).toBe(Buffer.from(awkwardXml).toString('utf8'));
  });

  it('OpenSSL accepts a CAdES with two signers side by side', async () => {
    const content = utf8('x');
    const once = await signers.rsa.complete(
      await prepareCades(content, signers.rsa, { algorithm, signingTime }),
    );
    const options = { algorithm: second, signingTime, existing: once };
    const twice = await signers.p256.complete(await prepareCades(content, signers.p256, options));
    expect(opensslAccepts(twice, content)).toBe(true);
    const report = await validateDocument(twice, {
      trustAnchors: [root.certificate],
      now: new Date(),
      content,
    });
    expect(report.signatures.map(({ indication }) => indication)).toEqual(['valid', 'valid']);
  });
});

it('pkijs reads the CMS and finds its signature right', async () => {
  const content = utf8('x');
  const algorithm: SignatureAlgorithm = { scheme: 'rsa-pkcs1', hash: 'SHA-256' };
  const signed = await signers.rsa.complete(
    await prepareCades(content, signers.rsa, { algorithm, signingTime }),
  );
  const schema: unknown = pkijs.ContentInfo.fromBER(new Uint8Array(signed).buffer).content;
  const cms = new pkijs.SignedData({ schema });
  await expect(
    cms.verify({ signer: 0, data: new Uint8Array(content).buffer, checkChain: false }),
  ).resolves.toBe(true);
});

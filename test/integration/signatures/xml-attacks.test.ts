/** Signature wrapping and other tricks on signed XML. */
import { beforeAll, describe, expect, it } from 'vitest';
import { prepareXades } from '#main/signing/xades/prepare.ts';
import type { SignatureAlgorithm } from '#shared/signatures/algorithms.ts';
import type { ValidationReport } from '#shared/validation/report.ts';
import { validateDocument } from '#shared/validation/validate.ts';
import { makeTestCa, type TestCa, type TestSigner } from '#test/support/test-pki.ts';
import { utf8 } from '#test/support/signing-tools.ts';

const algorithm: SignatureAlgorithm = { scheme: 'rsa-pkcs1', hash: 'SHA-256' };
const voucher = '<?xml version="1.0" encoding="UTF-8"?>\n<voucher><amount>1005000</amount></voucher>\n';
let root: TestCa;
let signer: TestSigner;
let signed: string;
let element: string;

beforeAll(async () => {
  root = await makeTestCa();
  signer = await root.signer();
  signed = await sign(voucher);
  element = /<ds:Signature .*<\/ds:Signature>/.exec(signed)?.[0] ?? '';
});

const sign = async (xml: string): Promise<string> =>
  new TextDecoder().decode(
    await signer.complete(await prepareXades(utf8(xml), signer, { algorithm, signingTime: new Date() })),
  );

const check = (xml: string): Promise<ValidationReport> =>
  validateDocument(utf8(xml), { trustAnchors: [root.certificate], now: new Date(), format: 'xades' });

describe('a signed voucher', () => {
  it('is valid as it is', async () => {
    expect((await check(signed)).indication).toBe('valid');
  });

  const attacks: readonly (readonly [string, () => string])[] = [
    ['another amount', () => signed.replace('1005000', '9005000')],
    ['a comment that splits the amount', () => signed.replace('1005000', '1<!-- -->005000')],
    ['a comment before the root', () => signed.replace('<voucher>', '<!-- x --><voucher>')],
    ['an instruction after the root', () => `${signed}<?x y?>`],
    ['no XML declaration', () => signed.replace(/^<\?xml.*\?>\n/, '')],
    ['white space in a tag', () => signed.replace('<amount>', '<amount >')],
    ['the signature twice', () => signed.replace(element, element + element)],
    ['the signature in a new root', () => `<all><voucher><amount>9</amount></voucher>${element}</all>`],
    [
      'the signature before the data',
      () => signed.replace(element, '').replace('<voucher>', `<voucher>${element}`),
    ],
    [
      'the signature deeper in the data',
      () => signed.replace(element, '').replace('1005000', `1005000${element}`),
    ],
    [
      'data hidden inside another signature element',
      () =>
        signed.replace(
          '<amount>',
          `<x><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#">9</ds:Signature></x><amount>`,
        ),
    ],
    [
      'an unsigned signature element beside it',
      () =>
        signed.replace(
          element,
          `${element}<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><amount>9</amount></ds:Signature>`,
        ),
    ],
    [
      'a second object in the signature',
      () => signed.replace('</ds:Signature>', '<ds:Object><amount>9</amount></ds:Object></ds:Signature>'),
    ],
    ['an attribute on KeyInfo', () => signed.replace('<ds:KeyInfo>', '<ds:KeyInfo Id="k">')],
    ['a space between the parts of the signature', () => signed.replace('<ds:KeyInfo>', ' <ds:KeyInfo>')],
    [
      'a wrapped signature value',
      () => signed.replace(/<ds:SignatureValue>(.{76})/, '<ds:SignatureValue>$1\n'),
    ],
    [
      'a transform that keeps the amount out',
      () => signed.replace('not(ancestor-or-self::ds:Signature)', 'not(ancestor-or-self::amount)'),
    ],
    [
      'the signed properties under an Id that is taken',
      () => {
        const id = /Id="(P-[^"]+)"/.exec(signed)?.[1] ?? '';
        return signed.replace('<amount>', `<amount Id="${id}">`);
      },
    ],
  ];
  it.each(attacks)('is not valid with %s', async (_, change) => {
    const changed = change();
    expect(changed).not.toBe(signed);
    expect((await check(changed)).indication).not.toBe('valid');
  });

  it('answers a DTD with its own code', async () => {
    const report = await check(signed.replace('<voucher>', '<!DOCTYPE voucher [<!ENTITY a "9">]><voucher>'));
    expect(report).toMatchObject({ indication: 'invalid', reason: 'XML_DTD_FORBIDDEN' });
  });
});

describe('signing refuses', () => {
  const refusals: readonly (readonly [string, string, string])[] = [
    ['a DTD', '<!DOCTYPE a><a>1</a>', 'XML_DTD_FORBIDDEN'],
    ['an entity that nobody declared', '<a>&b;</a>', 'XML_BROKEN'],
    ['two roots', '<a>1</a><b/>', 'XML_BROKEN'],
    ['an undeclared prefix', '<a><x:b/></a>', 'XML_BROKEN'],
    ['an attribute that comes twice', '<a b="1" b="2">1</a>', 'XML_BROKEN'],
    ['a thousand levels', '<a>'.repeat(1000) + '</a>'.repeat(1000), 'XML_TOO_COMPLEX'],
    ['an element with nothing in which to sign', '<a/>', 'XML_BROKEN'],
    ['another encoding', '<?xml version="1.0" encoding="ISO-8859-1"?><a>1</a>', 'XML_BROKEN'],
    ['an empty file', '', 'FILE_EMPTY'],
  ];
  it.each(refusals)('%s', async (_, xml, code) => {
    await expect(sign(xml)).rejects.toMatchObject({ code });
  });
});

import { unzipSync, strFromU8 } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Check } from '#shared/contract/doctor.ts';
import type { CertificateView, TokenList, TokenView } from '#shared/contract/tokens.ts';
import { largestFile } from './bundle-file.ts';
import { makeBundle, zipOf, type Bundle } from './bundle.ts';
import type { Evidence } from './evidence.ts';

const both = (text: string) => ({ vi: text, en: text });

const check = (special: Partial<Check>): Check => ({
  id: 'tokens',
  title: { vi: 'Token', en: 'Token' },
  state: 'failed',
  looked: both('mọi cổng'),
  found: both('không thấy'),
  meaning: both(''),
  remedy: both(''),
  milliseconds: 12.3456789012,
  ...special,
});

const token: TokenView = {
  serial: '5400112233445566',
  label: 'NGUYEN THI LAN',
  manufacturer: 'VNPT-CA',
  model: 'v6',
  reader: 'Feitian ePass2003 00 00',
  slotId: '0',
  modulePath: '/home/nguyenlan/lib/vnptca_p11_v6.so',
  pinState: 'low',
  pukState: 'ok',
  pinPad: false,
  minPinLength: 4,
  maxPinLength: 8,
  atr: '3bf81300008131fe1553504b32339000d1',
};

const certificate: CertificateView = {
  id: 'x',
  tokenSerial: token.serial,
  tokenLabel: token.label,
  owner: 'Nguyễn Thị Lan',
  organisation: 'Trường THCS Sông Lô',
  uids: ['CCCD:001099012345', 'HC:B1234567'],
  identities: [
    { kind: 'CCCD', value: '001099012345' },
    { kind: 'HC', value: 'B1234567' },
  ],
  issuers: ['VNPT-CA SHA-256', 'Vietnam National Root CA'],
  chainComplete: true,
  purposes: ['signing'],
  privateKey: 'unknown',
  reminder: 30,
  subject: 'CN=Nguyễn Thị Lan, OU=Phòng kế toán, O=Trường THCS Sông Lô, UID=CCCD:001099012345, C=VN',
  issuer: 'CN=VNPT-CA SHA-256',
  issuerCommonName: 'VNPT-CA SHA-256',
  serial: '5404FFFEB7033FB316D672201B7A4',
  thumbprint: 'ab'.repeat(32),
  notBefore: '2025-01-01T00:00:00.000Z',
  notAfter: '2026-12-20T00:00:00.000Z',
  daysLeft: 28,
  keyType: 'rsa',
  keyBits: 2048,
  keyUsage: ['digitalSignature'],
  isCa: false,
  pinState: 'low',
  refusals: [],
  boundRole: 'KTT',
};

const tokens: TokenList = {
  pcsc: 'watching',
  modules: [
    {
      path: token.modulePath,
      description: 'VNPT-CA token\u001b[2J\r\nfake',
      manufacturer: 'VNPT',
      version: '6.1',
      state: 'failed',
      failure: { code: 'MODULE_TIMEOUT', details: { module: token.modulePath, milliseconds: 8000 } },
      readers: [],
    },
  ],
  tokens: [token],
  readers: [{ name: token.reader, state: 'token', atr: '3bf81300008131fe1553504b32339000d1' }],
};

const evidence: Evidence = {
  at: new Date('2026-11-22T01:02:03.456Z'),
  checks: [
    check({ found: both('token 5400112233445566 của NGUYEN_THI_LAN (Nguyễn Thị Lan), CCCD 001099012345') }),
    check({
      id: 'backend',
      title: { vi: 'Máy chủ', en: 'Server' },
      state: 'ok',
      found: both('https://dvctt.example'),
    }),
  ],
  tokens,
  certificates: [certificate],
  problems: [{ code: 'CERT_INVALID', details: { token: token.serial } }],
  trace: {
    on: true,
    dropped: 0,
    rows: [
      {
        sequence: 1,
        at: '2026-11-22T01:02:03.000Z',
        call: 'C_Login',
        milliseconds: 12.345678901234,
        ckr: 'CKR_PIN_INCORRECT',
        facts: { userType: 'CKU_USER', slot: '0' },
        module: token.modulePath,
        pid: 4321,
      },
    ],
  },
  logLines: [
    '{"level":"warn","at":"2026-11-22T01:02:03.000Z","event":"call.failed","code":"PIN_INCORRECT","details":{"token":"***566"}}',
    'an old line with password=hunter2x and Trần Văn Minh',
  ],
  system: {
    program: '0.1.0',
    node: '24.21.0',
    electron: undefined,
    system: 'Linux 6.1.0',
    build: '#1 SMP',
    architecture: 'x64',
    memoryMegabytes: 16000,
    freeMemoryMegabytes: 8000,
    locale: 'vi-VN',
    timeZone: 'Asia/Ho_Chi_Minh',
    shell: 'electron',
    backendUrl: 'https://dvctt.example',
    dataFolder: '/home/nguyenlan/.local/share/dvctt-desktop',
    log: undefined,
  },
  user: {
    username: 'lan.nt',
    name: 'Nguyễn Thị Lan',
    role: 'KTT',
    unitCode: '1001163',
    unitName: 'Trường THCS Sông Lô',
    treasuryCode: '2060',
    treasuryName: 'KBNN Khánh Hòa',
  },
  colleagues: ['Nguyễn Thị Lan', 'Trần Văn Minh'],
};

const everything = (bundle: Bundle) =>
  [
    ...bundle.preview.files.map(({ text }) => text),
    bundle.preview.mail.body,
    bundle.preview.mail.subject,
  ].join('\n');
const fileOf = (bundle: Bundle, name: string) => {
  const text = bundle.preview.files.find((file) => file.name === name)?.text;
  if (text === undefined) throw new Error(`no ${name}`);
  return text;
};

describe('the bundle for support', () => {
  const bundle = makeBundle(evidence, { summary: 'Token không nhận' });

  it('names nobody, in whichever spelling, and keeps of every number the last three', () => {
    const text = everything(bundle);
    for (const secret of [
      'Nguyễn Thị Lan',
      'NGUYEN THI LAN',
      'NGUYEN_THI_LAN',
      'Trần Văn Minh',
      'nguyenlan',
      'lan.nt',
      '001099012345',
      'B1234567',
      '5400112233445566',
      certificate.serial,
      certificate.thumbprint,
      'hunter2x',
    ]) {
      expect(text).not.toContain(secret);
    }
    expect(text).not.toMatch(/\p{Nd}{9}/u);
    expect(fileOf(bundle, 'checks.txt')).toContain('token ***566 của N.T.L. (N.T.L.), CCCD ***345');
    expect(fileOf(bundle, 'log.jsonl')).toContain('T.V.M.');
  });

  it('tells support what it needs', () => {
    const tokensFile = JSON.parse(fileOf(bundle, 'tokens.json')) as Record<string, unknown>;
    expect(tokensFile).toMatchObject({
      pcsc: 'watching',
      modules: [{ path: '~/lib/vnptca_p11_v6.so', state: 'failed', failure: { code: 'MODULE_TIMEOUT' } }],
      tokens: [
        {
          number: '***566',
          label: 'N.T.L.',
          pinState: 'low',
          atr: '3B F8 13 00 00 81 31 FE 15 53 50 4B 32 33 90 00 D1',
        },
      ],
    });
    expect(JSON.parse(fileOf(bundle, 'certificates.json'))).toMatchObject({
      certificates: [
        {
          issuer: 'VNPT-CA SHA-256',
          notAfter: '2026-12-20T00:00:00.000Z',
          keyType: 'rsa',
          keyBits: 2048,
          number: '***7A4',
        },
      ],
    });
    expect(JSON.parse(fileOf(bundle, 'trace.json'))).toMatchObject({
      rows: [{ call: 'C_Login', ckr: 'CKR_PIN_INCORRECT', milliseconds: 12.346 }],
    });
    expect(JSON.parse(fileOf(bundle, 'system.json'))).toMatchObject({
      dataFolder: '<data>',
    });
    expect(fileOf(bundle, 'README.txt')).toContain('Token không nhận');
    expect(bundle.preview.files.map(({ name }) => name)).toEqual([
      'README.txt',
      'checks.txt',
      'checks.json',
      'tokens.json',
      'certificates.json',
      'trace.json',
      'log.jsonl',
      'system.json',
    ]);
  });

  it('keeps of a label only its maker, and of the data folder only that it is it', () => {
    const labelled = { ...token, label: 'VNPT-CA PHẠM VĂN ĐỨC' };
    const found = both('token VNPT-CA PHAM VAN DUC trong /mnt/ke toan/Cô Lan/du-lieu/trust');
    const text = everything(
      makeBundle(
        {
          ...evidence,
          checks: [check({ found })],
          tokens: { ...tokens, tokens: [labelled] },
          system: { ...evidence.system, dataFolder: '/mnt/ke toan/Cô Lan/du-lieu' },
        },
        { summary: 'Phạm Văn Đức, mật khẩu của tôi là hunter2, CCCD 001.099.012-345' },
      ),
    );
    expect(text).toContain('"label": "VNPT-CA P.V.Đ."');
    expect(text).toContain('<data>/trust');
    expect(text).not.toMatch(/ph[ạa]m v[ăa]n|hunter2|Cô Lan|099.012/i);
  });

  it('holds in its zip the very bytes that were shown, and the same zip twice', () => {
    const zip = zipOf(bundle);
    const inside = unzipSync(zip);
    expect(Object.keys(inside)).toEqual(bundle.preview.files.map(({ name }) => name));
    for (const { name, text, bytes } of bundle.preview.files) {
      expect(inside[name]).toHaveLength(bytes);
      expect(strFromU8(inside[name] ?? new Uint8Array())).toBe(text);
    }
    expect(zipOf(bundle)).toEqual(zip);
  });

  it('writes the letter’s subject as the Treasury wants it, and the failing checks in one line each', () => {
    const { to, subject, body } = bundle.preview.mail;
    expect(to).toBe('hotrocntt@vst.gov.vn');
    expect(subject).toBe('DVCTT-2060-Token không nhận');
    expect(body.split('\n').filter((line) => line.startsWith('- '))).toEqual([
      '- [hỏng] Token: token ***566 của N.T.L. (N.T.L.), CCCD ***345',
    ]);
    expect(body).toContain(bundle.preview.name);
    expect(body).toContain('1001163');
  });

  it('says so when nobody is signed in: the treasury office has to be filled in', () => {
    const { mail } = makeBundle({ ...evidence, user: undefined }, { summary: 'x' }).preview;
    expect(mail.subject).toBe('DVCTT-0000-x');
    expect(mail.body).toContain('xin thay 0000');
    const strange = { ...evidence.user!, treasuryCode: '20\n60' };
    expect(makeBundle({ ...evidence, user: strange }, { summary: 'x' }).preview.mail.subject).toBe(
      'DVCTT-0000-x',
    );
  });

  it('keeps the subject one short clean line, whatever the person types', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (typed) => {
        const { subject } = makeBundle(evidence, { summary: typed }).preview.mail;
        expect(subject).toMatch(/^DVCTT-2060-[^\p{Cc}\p{Cf}]{1,80}$/u);
        expect(subject).not.toMatch(/\p{Nd}{9}/u);
      }),
      { numRuns: 40 },
    );
    expect(makeBundle(evidence, { summary: 'PIN: 482913\r\nBcc: x@y.vn' }).preview.mail.subject).toBe(
      'DVCTT-2060-PIN: *** Bcc: ***@y.vn',
    );
    expect(makeBundle(evidence, { summary: '  ' }).preview.mail.subject).toBe('DVCTT-2060-Lỗi: Token');
  });

  it('stays readable, clean and small when modules, readers and logs are hostile', () => {
    const nasty = '\u001b]0;x\u0007\u202e../../etc/passwd\r\n"}],"x":["\u0000';
    const huge = nasty + 'A'.repeat(10_000_000);
    const hostile = makeBundle(
      {
        ...evidence,
        checks: Array.from({ length: 20 }, () =>
          check({ id: huge, title: both(huge), found: both(huge), remedy: both(huge) }),
        ),
        tokens: {
          ...tokens,
          modules: [{ ...tokens.modules[0]!, path: huge, description: huge, version: huge }],
          tokens: Array.from({ length: 60 }, () => ({ ...token, label: huge, serial: huge, reader: huge })),
        },
        certificates: [{ ...certificate, owner: huge, subject: huge, issuerCommonName: huge, serial: huge }],
        trace: {
          on: true,
          dropped: 0,
          rows: Array.from({ length: 5000 }, (_, index) => ({
            ...evidence.trace.rows[0]!,
            sequence: index,
            facts: { [nasty]: nasty.repeat(5) },
          })),
        },
        logLines: [...Array.from({ length: 100 }, () => huge.slice(0, 100_000)), 'the newest line'],
      },
      { summary: huge },
    );
    for (const { name, text, bytes } of hostile.preview.files) {
      expect(name).toMatch(/^[\w.]+$/);
      expect(bytes, name).toBeLessThanOrEqual(largestFile);
      expect(text, name).not.toMatch(/[\p{Cf}]|[^\P{Cc}\n]/u);
      if (name.endsWith('.json')) expect(() => JSON.parse(text) as unknown, name).not.toThrow();
    }
    expect(fileOf(hostile, 'log.jsonl').trimEnd().endsWith('the newest line')).toBe(true);
    const { rows, leftOut } = JSON.parse(fileOf(hostile, 'trace.json')) as {
      rows: { sequence: number }[];
      leftOut: number;
    };
    expect(rows.at(-1)?.sequence).toBe(4999);
    expect(rows.length + leftOut).toBe(5000);
    expect(hostile.preview.mail.body.length).toBeLessThan(1500);
    expect(Object.keys(unzipSync(zipOf(hostile)))).toEqual(hostile.preview.files.map(({ name }) => name));
  });

  it('is made also when nothing could be asked', () => {
    const empty = makeBundle(
      {
        ...evidence,
        checks: [],
        tokens: { failure: { code: 'UNEXPECTED', details: { message: 'x' } } },
        certificates: [],
        problems: [],
        trace: { on: false, rows: [], dropped: 0 },
        logLines: [],
        user: undefined,
        colleagues: [],
      },
      { summary: '' },
    );
    expect(empty.preview.files.map(({ name }) => name)).toEqual([
      'README.txt',
      'checks.txt',
      'checks.json',
      'tokens.json',
      'certificates.json',
      'system.json',
    ]);
    expect(empty.preview.mail.subject).toBe('DVCTT-0000-Cần hỗ trợ');
    expect(Object.keys(unzipSync(zipOf(empty)))).toHaveLength(6);
  });
});

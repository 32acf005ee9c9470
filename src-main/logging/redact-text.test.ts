import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from './clean-text.ts';
import { redactText } from './redact-text.ts';

describe('a redacted text', () => {
  it.each([
    ['a password beside its name', 'login with password=hunter2x failed', 'hunter2x'],
    ['a password in JSON', '{"password":"hun ter2x"}', 'ter2x'],
    ['a Vietnamese password', 'mật khẩu: hunter2x sai', 'hunter2x'],
    ['the same, typed with loose accents', 'mật khẩu: hunter2x sai'.normalize('NFD'), 'hunter2x'],
    ['the store’s passphrase', 'passphrase = “con mèo ngủ trưa” wrong', 'mèo'],
    ['a PIN as an assignment', 'C_Login pin=abcdEf', 'abcdEf'],
    ['a PIN in JSON', '{"pin":"Ab12"}', 'Ab12'],
    ['a PIN told in words', 'mã PIN là 482913 không đúng', '482913'],
    ['a PIN after a colon', 'PIN: 4829 refused', '4829'],
    ['a PUK', 'PUK 87654321', '87654321'],
    ['a bearer token', 'Authorization: Bearer abc.def-123', 'abc.def'],
    ['a lower-case header without a space', 'authorization:Basic bGFuOm1hdGtoYXU=', 'bGFu'],
    ['a cookie with several parts', 'Cookie: sid=a1b2c3; other=zz9', 'zz9'],
    ['a set cookie in JSON', '{"set-cookie":"sid=a1b2c3; Path=/"}', 'a1b2c3'],
    ['a token of a session', 'GET /events?access_token=abcd1234', 'abcd1234'],
    ['a short token in a query', 'GET /events?token=q1w2', 'q1w2'],
    ['a JWT', 'got eyJhbGciOiJub25lIn0.eyJzdWIiOiJsYW4ifQ.x', 'eyJhbGci'],
    ['credentials in an address', 'proxy http://lan:matkhau@10.0.0.1:8080/', 'matkhau'],
    ['a private key', '-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----', 'MIIEvQ'],
    ['half a private key', 'x -----BEGIN EC PRIVATE KEY----- MIIEvQ', 'MIIEvQ'],
    ['a long opaque value', `key ${'aB3_'.repeat(12)}`, 'aB3_aB3_'],
    ['a citizen’s number', 'CCCD 001099012345', '001099012345'],
    ['the same, grouped', 'CCCD 001 099 012 345', '099 012'],
    ['the same in fours', 'số 0010.9901.2345', '9901'],
    ['a tax code with its branch', 'MST 0101234567-001', '0101234567'],
    ['a treasury account', 'TK 3511.0.9091378', '9091378'],
    ['a telephone number', 'gọi 0912 345 678', '0912'],
    ['a number after a letter', 'UID=CMT_0123456789', '0123456'],
    ['full-width digits', 'CCCD ００１０９９０１２３４５', '００１０９９'],
    ['digits with invisible characters between', 'CCCD 0010\u200b9901\u200b2345', '00109901'],
    ['a dossier’s code', 'dossier 1001163220526154946', '1001163220526154'],
    ['a certificate’s serial', 'serial 5404FFFEB7033FB316D672201B7A41', 'FFFEB7033'],
    ['an e-mail address', 'gửi tới nguyen.thi.lan@khanhhoa.gov.vn', 'nguyen'],
    ['the folder of a person', 'open /home/nguyenlan/ho-so/a.db', 'nguyenlan'],
    ['the folder of a person in a file address', 'at file:///Users/nguyenlan/x.js:1:2', 'nguyenlan'],
    ['the folder of a person on Windows', String.raw`C:\Users\Nguyễn Lan\AppData\x.dll`, 'Lan'],
    ['the same in JSON', String.raw`{"p":"C:\\Users\\Nguyen Lan\\x.dll"}`, 'Nguyen'],
  ])('no longer holds %s', (_what, text, secret) => {
    expect(text.normalize('NFC').replace(/\u200b/g, '')).toContain(secret);
    expect(redactText(text)).not.toContain(secret);
  });

  it('keeps the last three digits, the domain, and the rest of a path, by which support can ask', () => {
    expect(redactText('CCCD 001099012345 của lan@vst.gov.vn')).toBe('CCCD ***345 của ***@vst.gov.vn');
    expect(redactText('MST 0101234567-001.')).toBe('MST ***001.');
    expect(redactText('/home/lan/.local/x.db', 2000, '/home/lan')).toBe('~/.local/x.db');
    expect(redactText('D:\\lan\\x.db', 2000, 'D:\\lan')).toBe('~\\x.db');
  });

  it.each([
    'Windows 10.0.19045.3803 x64, Node 24.21.0, Electron 45.4.1',
    '127.0.0.1:8470 and 192.168.100.200',
    'PIN: ok, PUK: low; còn 3 lượt; PIN: 4–8 ký tự',
    'token: VNPT-CA Token, 2 token',
    '2026-11-22T10:11:12.123Z · 2026-11-22 10:11',
    '/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so: CKR_DEVICE_REMOVED after 3000 ms',
    '/rooting/x /usr/share/homepage',
    '3B F8 13 00 00 81 31 FE 15 53 50 4B 32 33 90 00 D1',
    'hotrocntt@vst.gov.vn',
    'ĐVQHNS 1001163 tại SHKB 2060',
  ])('keeps what support needs: %s', (text) => {
    expect(redactText(text, 2000, '/root')).toBe(text);
  });

  it('never keeps nine digits in a row, whatever stands around them', () => {
    const digits = fc.stringMatching(/^[0-9٠-٩０-９]{9,30}$/);
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        digits,
        fc.string({ maxLength: 60 }),
        (a, number, b) => {
          expect(redactText(a + number + b)).not.toMatch(/\p{Nd}{9}/u);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never keeps nine digits in a row, wherever the text is cut', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.integer({ min: 3, max: 40 }), (a, limit) => {
        const shown = redactText(`${a}0123456789012`, limit);
        expect(shown).not.toMatch(/\p{Nd}{9}/u);
        expect(shown.length).toBeLessThanOrEqual(limit);
        if (!a.includes('0')) expect(shown).not.toContain('0123');
      }),
      { numRuns: 1000 },
    );
  });

  it('stays as it is when it is redacted again', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        'PIN=',
        'password: ',
        '"token":"',
        'Bearer ',
        'a@b.vn',
        '0123456789',
        ' 001 099 012 345',
        'C:\\Users\\lan\\',
        '/home/lan',
        '3511.0.9091378',
        '…',
        '***',
        'cookie: ',
        '//u:p@h',
        'abcdef0123456789',
        '\u001b[31m',
        ' là ',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const once = redactText(pieces.join(''));
        expect(redactText(once)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  it('is one clean line, and ten megabytes of anything cost next to nothing', () => {
    const hostile = '\u001b]0;owned\u0007\u001b[2Jok\r\nfake line\u202egnp.exe\u0000\u2028x';
    expect(redactText(hostile)).toBe('ok fake linegnp.exe x');
    for (const unit of [
      'a',
      '1',
      'a@',
      ' ',
      '/',
      'pin',
      '-----BEGIN A-----',
      '\u001b',
      '"',
      '\\',
      '1.',
      'a1',
    ]) {
      const huge = unit.repeat(Math.ceil(3_000_000 / unit.length));
      expect(redactText(huge).length).toBeLessThanOrEqual(2000);
    }
  });
});

describe('a cleaned text', () => {
  it('keeps Vietnamese as it is, composed', () => {
    expect(cleanText('Đường dây điện – “Sông Lô”; ỹ Ỵ ặ ₫'.normalize('NFD'))).toBe(
      'Đường dây điện – “Sông Lô”; ỹ Ỵ ặ ₫',
    );
  });

  it('has no control, direction or invisible character left', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(cleanText(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 1000 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactText } from './redact-text.ts';

/** What the bundle promises not to hold, as people really write it. */
describe('a redacted text', () => {
  it.each([
    ...[
      'mật khẩu của tôi là hunter2',
      'MẬT KHẨU LÀ hunter2',
      'mat khau hunter2',
      'mk: hunter2',
      'mk hunter2',
    ],
    ...['pass hunter2 sai', 'Password is hunter2', 'my password = hunter2', 'mã PIN của tôi hunter2'],
    ...['ma pin la hunter2', 'PIN: hunter2', 'token là hunter2', 'secret=hunter2', 'PIN của em: “hunter2”'],
    ...['mật khẩu cũ là hunter2', 'PUK của tôi là hunter2', 'passwd hunter2', 'mật khẩu của tôi: hunter2'],
  ])('holds no secret: %s', (text) => {
    expect(redactText(text)).not.toContain('hunter2');
    expect(redactText(text.normalize('NFD'))).not.toContain('hunter2');
  });

  it.each([
    ['gửi lễ.văn@khobạc', 'văn'],
    ['lan.nt＠kbnn.gov.vn', 'lan'],
    ['lan.nt%40kbnn.gov.vn', 'lan'],
    ['lan@localhost', 'lan'],
    ['/home/Nguyễn Thị Lan/ho-so/a.db', 'Thị'],
    ['/mnt/c/Users/Nguyễn Lan/x.dll', 'Lan'],
    [String.raw`\\server\home\nguyen lan\x.dll`, 'lan'],
    [String.raw`C:\Users\lan.KBNN\OneDrive - Kho bạc\Cô Lan\AppData\Local\x.dll`, 'Lan'],
    ['D:/Users/Nguyễn Lan/x.dll', 'Lan'],
    ['CCCD MDAxMDk5MDEyMzQ1 x', 'MDAxMDk5'],
    ['x 303031303939303132333435 y', '3030313'],
    ['TK 3751-0-1234567', '1234567'],
    ['gọi +84 (0) 912 345 678', '912'],
  ])('of %s nothing remains of the person', (text, secret) => {
    expect(redactText(text)).not.toContain(secret);
  });

  it('keeps of a path what is the program’s', () => {
    expect(redactText(String.raw`C:\Users\lan.KBNN\OneDrive - Kho bạc\AppData\Local\x.dll`)).toBe(
      String.raw`~\AppData\Local\x.dll`,
    );
    expect(redactText('/home/lan/.local/share/x.so và /usr/lib/y.so')).toBe(
      '~/.local/share/x.so và /usr/lib/y.so',
    );
  });

  const gaps = [
    ...[
      '',
      ' ',
      '\u00a0',
      '.',
      ',',
      '/',
      '_',
      '-',
      '\u2010',
      '\u2011',
      '–',
      '—',
      '−',
      '(',
      ')',
      '%20',
      '\u3000',
    ],
    ...['--', '. ', ') ', '%C2%A0', '%2D'],
  ];

  it('holds no number of nine digits, whatever stands between its digits', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom(...gaps)), {
          minLength: 8,
          maxLength: 13,
        }),
        fc.boolean(),
        (digits, wide) => {
          const written = (digit: number) => (wide ? String.fromCharCode(0xff10 + digit) : String(digit));
          // Numbers of persons, accounts and telephones here begin with 0, 3 or 8; days and versions do not look so.
          const number = written(0) + digits.map(([digit, gap]) => gap + written(digit)).join('');
          const left = redactText(`số ${number} ạ`)
            .normalize('NFKC')
            .replace(/%20|%C2%A0|%2D/g, ' ')
            .replace(/(?<=\d)[^\p{L}\p{N}*]{0,2}(?=\d)/gu, '');
          expect(left.replace(/0\d\d?$/, '')).not.toMatch(/\d{9}/);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it.each([
    'Chrome 144.0.7559.60, driver 1.2.3.4567, opensc 0.25.1-2+deb13u1',
    '#1 SMP PREEMPT_DYNAMIC Debian 6.1.119-1 (2024-11-22)',
    'hiệu lực 22/11/2026 – 20/12/2027',
    'CKR_GENERAL_ERROR 0x00000005 sau 3000 ms, cổng 8470, http://127.0.0.1:8470/health',
    'Mã PIN: bình thường; mã PIN sai; mật khẩu sai; PIN incorrect; password required',
    'Mã PIN: đã nhập sai, còn ít lượt; mã PIN: CHỈ CÒN MỘT LƯỢT; mã PIN: ĐÃ KHÓA',
    'token ePass2003 ở đầu đọc Feitian ePass2003 00 00',
    '3B F8 13 00 00 81 31 FE 15 53 50 4B 32 33 90 00 D1',
    '2026-11-22T10:11:12.123Z',
  ])('keeps what support needs: %s', (text) => {
    expect(redactText(text)).toBe(text);
  });
});

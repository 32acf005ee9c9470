import { describe, expect, it } from 'vitest';
import { composeLetter } from './compose.ts';
import type { Letter } from './letters.ts';

const place = { id: 'id', at: new Date('2026-11-22T03:00:00Z'), publicUrl: 'https://dvctt.example.vn' };
const about = {
  to: 'a@example.vn',
  name: 'Nguyễn Thị Hồng Vân',
  code: '1001163261122100000',
  kind: 'first',
  unitName: 'Trường trung học cơ sở Sông Lô',
} as const;
const secret = 'S'.repeat(43);
const expiresAt = '2026-11-29T13:48:00.000Z';
const treasuryName = 'KBNN Lê Chân - Hải Phòng';
const letters: readonly Letter[] = [
  { ...about, letter: 'member.confirm', secret, expiresAt },
  { ...about, letter: 'signer.sign', secret, expiresAt },
  { ...about, letter: 'unit.declined', member: 'Trần Thị Lan', note: 'Sai ngày cấp căn cước.' },
  { ...about, letter: 'unit.sent', treasuryName },
  { ...about, letter: 'unit.rejected', treasuryName, reason: 'Thiếu số điện thoại.\nSai địa chỉ.' },
  { ...about, letter: 'unit.approved', treasuryName },
  {
    ...about,
    letter: 'member.account',
    role: 'KTT',
    username: 'vannth.1001163',
    password: 'm4tKh4u',
    expiresAt,
  },
  { ...about, letter: 'member.changed', username: 'vannth.1001163' },
  { ...about, letter: 'member.address' },
  {
    ...about,
    letter: 'member.leaving',
    stage: 'sent',
    role: 'CTK',
    newRole: 'KTV',
    signer: 'Trần Thị Lan',
    treasuryName,
  },
  {
    ...about,
    letter: 'member.leaving',
    stage: 'approved',
    role: 'UQ_CTK',
    signer: 'Trần Thị Lan',
    treasuryName,
  },
  {
    to: about.to,
    name: about.name,
    letter: 'member.password',
    username: 'u',
    password: 'm4tKh4u',
    expiresAt,
  },
];

describe('the letters', () => {
  it.each(letters)('$letter says to whom, what, what to do, and what if it is not them', (letter) => {
    const { subject, text, html } = composeLetter(letter, place);
    expect(subject).toMatch(/^\[DVCTT KBNN\] \S/);
    expect(text).toBe(text.normalize('NFC'));
    expect(text).toContain('Kính gửi Nguyễn Thị Hồng Vân,');
    expect(text).toMatch(/Nếu không phải (bạn|đơn vị bạn)/);
    expect(text).toMatch(/Việc cần làm:|Đề nghị bạn/);
    if ('code' in letter) expect(`${subject}${text}`).toContain(letter.code);
    if ('expiresAt' in letter) expect(text).toContain('29/11/2026 20:48 (giờ Việt Nam)');
    if ('secret' in letter) {
      const address = `https://dvctt.example.vn/lien-ket/${secret}`;
      expect(text).toContain(address);
      expect(html).toContain(`href="${address}"`);
    }
    if ('password' in letter) expect(text).toContain('Mật khẩu dùng một lần: m4tKh4u');
  });

  it('quote a reason line by line', () => {
    const { text } = composeLetter(letters[4]!, place);
    expect(text).toContain('> Thiếu số điện thoại.\n> Sai địa chỉ.');
  });

  it('carry no markup, header or address that a stranger has declared', () => {
    const hostile = `<img src=x onerror=alert(1)>\r\nBcc: evil@example.com\u202e https://evil.example.com/a`;
    const { subject, text, html, to } = composeLetter(
      { ...about, letter: 'unit.declined', name: hostile, unitName: hostile, member: hostile, note: hostile },
      place,
    );
    expect(html).not.toMatch(/<img|\u202e/);
    for (const header of [subject, to.name]) expect(header).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    for (const body of [text, html]) expect(body).not.toMatch(/evil\.example|https:\/\/|@example\.com/);
  });
});

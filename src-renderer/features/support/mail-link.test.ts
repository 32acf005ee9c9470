import { describe, expect, it } from 'vitest';
import { mailLink } from './mail-link.ts';

const mail = {
  to: 'hotrocntt@vst.gov.vn',
  subject: '<DVCTT>-<2261>-<Không nhận token>',
  body: 'Kính gửi,\nMáy lỗi & hỏng.',
};
const parts = (link: string) => new URL(link);

describe('the link that opens the mail program', () => {
  it('hands over address, subject and text whole, marks and line breaks too', () => {
    const link = parts(mailLink(mail, 'cut'));
    expect(link.protocol + link.pathname).toBe('mailto:hotrocntt@vst.gov.vn');
    expect(link.searchParams.get('subject')).toBe(mail.subject);
    expect(link.searchParams.get('body')).toBe('Kính gửi,\r\nMáy lỗi & hỏng.');
    expect([...link.searchParams.keys()]).toEqual(['subject', 'body']);
  });

  it('cannot be given another recipient by the person’s own words', () => {
    const link = parts(mailLink({ ...mail, subject: 'x&cc=evil@example.com?bcc=a\r\nBcc: b' }, 'cut'));
    expect([...link.searchParams.keys()]).toEqual(['subject', 'body']);
    expect(link.pathname).toBe('hotrocntt@vst.gov.vn');
  });

  it('stays short enough for Windows and says where the rest of a long text is', () => {
    const body = Array.from({ length: 200 }, (_, index) => `Dòng số ${index}`).join('\n');
    const link = mailLink({ ...mail, body }, '(Xem tệp.)');
    expect(link.length).toBeLessThanOrEqual(1900);
    const text = parts(link).searchParams.get('body') ?? '';
    expect(text.startsWith('Dòng số 0\r\nDòng số 1\r\n')).toBe(true);
    expect(text.endsWith('\r\n(Xem tệp.)')).toBe(true);
  });
});

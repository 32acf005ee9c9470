import { expect, it } from 'vitest';
import { isSupportMail } from './support-mail.ts';

it('opens a letter to support, with the person’s own words in it', () => {
  expect(
    isSupportMail('mailto:hotrocntt@vst.gov.vn?subject=DVCTT-0064-L%E1%BB%97i%20%26%20ch%E1%BA%ADm&body=a'),
  ).toBe(true);
  expect(isSupportMail('mailto:hotrocntt@vst.gov.vn')).toBe(true);
});

it.each([
  'mailto:evil@example.com?subject=a',
  'mailto:hotrocntt@vst.gov.vn,evil@example.com',
  'mailto:hotrocntt@vst.gov.vn?cc=evil@example.com',
  'mailto:hotrocntt@vst.gov.vn?BCC=evil@example.com&subject=a',
  'mailto:hotrocntt@vst.gov.vn?attach=/etc/passwd',
  'mailto:hotrocntt@vst.gov.vn%2Cevil@example.com',
  `mailto:hotrocntt@vst.gov.vn?body=${'a'.repeat(5000)}`,
  'https://vst.gov.vn/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  '',
])('opens nothing else outside: %s', (address) => {
  expect(isSupportMail(address)).toBe(false);
});

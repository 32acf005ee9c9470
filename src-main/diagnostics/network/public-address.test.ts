import { describe, expect, it } from 'vitest';
import { fetchBounded, printedUrl, StrangeAddress } from './bounded-fetch.ts';
import { isPublic, notPublic, publicLookup } from './public-address.ts';

describe('where a certificate may lead', () => {
  it.each([
    ...['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0'],
    ...['::1', '::', '::ffff:127.0.0.1', '::ffff:a01:203', '64:ff9b::7f00:1', '2002:7f00:1::1', '::7f00:1'],
    ...['fe80::1', 'fc00::1', 'fd12::1', 'ff02::1', '224.0.0.1', '255.255.255.255', 'localhost', ''],
  ])('not to %s', (address) => {
    expect(isPublic(address)).toBe(false);
  });

  it.each(['14.225.1.1', '172.32.0.1', '8.8.8.8', '2606:4700::1111', '2001:ee0::1', '::ffff:8.8.8.8'])(
    'to %s',
    (address) => {
      expect(isPublic(address)).toBe(true);
    },
  );

  it.each([
    'ftp://example.com/',
    'file:///etc/passwd',
    'http://lan:matkhau@example.com/',
    'http://localhost/',
    'http://a.localhost./',
    'http://127.1:9/',
    'http://2130706433/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://169.254.169.254/latest/meta-data',
    'nothing',
  ])('%s is not asked', async (url) => {
    const named = { all: false, backendUrl: 'http://127.0.0.1:8470' };
    const { signal } = new AbortController();
    await expect(fetchBounded({ url, signal, named })).rejects.toThrow(StrangeAddress);
  });

  it('a name that leads inside is not connected to', async () => {
    const code = await new Promise((resolve) =>
      publicLookup('localhost', { all: true }, (error) => resolve(error?.code)),
    );
    expect(code).toBe(notPublic);
  });

  it('an address is printed without the name and password in it', () => {
    expect(printedUrl('http://lan:matkhau@ca.vn/x')).toBe('http://ca.vn/x');
    expect(printedUrl('http://ca.vn/x?y')).toBe('http://ca.vn/x?y');
  });
});

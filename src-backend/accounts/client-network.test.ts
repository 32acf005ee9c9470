import { describe, expect, it } from 'vitest';
import { clientNetwork } from './client-network.ts';

describe('what counts as one address', () => {
  it('is an IPv4 address, however it is written', () => {
    expect(clientNetwork('10.0.0.9')).toBe('10.0.0.9');
    expect(clientNetwork('::ffff:10.0.0.9')).toBe('10.0.0.9');
  });

  it('is the whole /64 of an IPv6 address, so that nobody gets fresh tries by changing its end', () => {
    const one = clientNetwork('2001:db8:0:42::1');
    expect(clientNetwork('2001:0DB8:0000:0042:ffff:ffff:ffff:ffff')).toBe(one);
    expect(clientNetwork('2001:db8::42:0:0:0:9')).toBe(one);
    expect(clientNetwork('2001:db8:0:43::1')).not.toBe(one);
    expect(clientNetwork('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
    expect(clientNetwork('::1')).toBe('0:0:0:0::/64');
  });

  it('is one address for all the nonsense that a forwarded header may hold', () => {
    for (const text of ['', 'x'.repeat(10_000), '10.0.0.999', "'; --", '::ffff:1.2.3']) {
      expect(clientNetwork(text)).toBe('unknown');
    }
  });
});

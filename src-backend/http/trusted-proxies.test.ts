import { describe, expect, it } from 'vitest';
import { readTrustedProxies } from './trusted-proxies.ts';

describe('whose word about a caller’s address is taken', () => {
  it('is nobody’s unless told', () => {
    for (const text of [undefined, '', ' ', 'off', 'OFF', '0', 'false'])
      expect(readTrustedProxies(text)).toBeUndefined();
  });

  it('is that of a proxy on this machine when switched on, or of the addresses named', () => {
    expect(readTrustedProxies('on')).toEqual(['loopback']);
    expect(readTrustedProxies('10.0.0.7, 192.168.4.0/24,fd00::/8')).toEqual([
      '10.0.0.7',
      '192.168.4.0/24',
      'fd00::/8',
    ]);
  });

  it('is never everybody’s, nor that of something misspelt', () => {
    for (const text of ['0.0.0.0/0', '::/0', '2', 'all', '10.0.0.0/33', '10.0.0', 'loopback,'])
      expect(() => readTrustedProxies(text), text).toThrow(/REQUEST_INVALID/);
  });
});

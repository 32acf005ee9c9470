import { expect, it } from 'vitest';
import { algorithmFor } from './policy.ts';

it('signs RSA with PKCS#1 v1.5 only under the policy that says so', () => {
  const rsa = { keyType: 'rsa', keyBits: 2048 } as const;
  expect(algorithmFor(rsa, 'compat')).toEqual({ scheme: 'rsa-pkcs1', hash: 'SHA-256' });
  expect(algorithmFor(rsa, 'tt15-2025')).toEqual({ scheme: 'rsa-pss', hash: 'SHA-256' });
});

it('matches the hash to the size of the curve', () => {
  expect(algorithmFor({ keyType: 'ec', keyBits: 256 }, 'compat').hash).toBe('SHA-256');
  expect(algorithmFor({ keyType: 'ec', keyBits: 384 }, 'compat').hash).toBe('SHA-384');
  expect(algorithmFor({ keyType: 'ec', keyBits: 521 }, 'tt15-2025').hash).toBe('SHA-512');
});

it('refuses keys that the law calls weak', () => {
  expect(() => algorithmFor({ keyType: 'rsa', keyBits: 1024 }, 'compat')).toThrow('CERT_WEAK_KEY');
  expect(() => algorithmFor({ keyType: 'unknown', keyBits: 0 }, 'compat')).toThrow('CERT_INVALID');
});

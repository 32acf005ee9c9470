import { expect, it } from 'vitest';
import { compareVersions } from './version.ts';

it.each([
  ['0.1.0', '0.1.0', 0],
  ['0.9.0', '0.10.0', -1],
  ['1.0', '1.0.1', -1],
  ['2.0.0', '1.99.99', 1],
  ['1.2.3-beta.1', '1.2.3', 0],
])('version %s is compared with the %s that a server wants by number, not by letter', (a, b, sign) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign);
});

import { expect, it } from 'vitest';
import { requireOneWay } from './remote-sign-in.ts';

it.each([
  // The provider's password would be the next line of stdin, and go to the token as a PIN.
  [{ remotePasswordStdin: true, pinStdin: true }],
  [{ remoteUser: 'lan' }],
  [{ remote: 'VNPT', pinStdin: true }],
  [{ remote: 'VNPT', finalTry: true }],
])('refuses options of one way to sign beside the other: %j', (options) => {
  expect(() => {
    requireOneWay(options);
  }).toThrow('USAGE');
});

it.each([[{}], [{ pinStdin: true }], [{ remote: 'VNPT', remoteUser: 'lan', remotePasswordStdin: true }]])(
  'takes the options of one way: %j',
  (options) => {
    expect(() => {
      requireOneWay(options);
    }).not.toThrow();
  },
);

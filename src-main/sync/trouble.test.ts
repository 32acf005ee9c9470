import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { DvcttError } from '#shared/contract/errors.ts';
import { troubleOf } from './trouble.ts';

const proof = randomBytes(32).toString('base64url');
const wipeMark = createHash('sha256').update(proof).digest('hex');

test('access is taken for revoked only when the server shows the secret behind the mark', () => {
  const told = new DvcttError('ACCESS_REVOKED', { proof, requestId: 'r' });
  expect(troubleOf(told, wipeMark).kind).toBe('revoked');
});

test.each([
  ['another secret', { proof: randomBytes(32).toString('base64url') }, wipeMark],
  ['no secret', {}, wipeMark],
  ['a number', { proof: 7 }, wipeMark],
  ['the mark itself', { proof: wipeMark }, wipeMark],
  ['the right secret for a person whose mark is not known here', { proof }, undefined],
  ['a mark that is no digest', { proof }, 'zz'],
])('someone on the line who says "revoked" with %s has nothing erased', (_what, details, mark) => {
  expect(troubleOf(new DvcttError('ACCESS_REVOKED', details), mark).kind).toBe('line');
});

test('the secret is not shown, whatever becomes of it', () => {
  for (const mark of [wipeMark, undefined]) {
    const { failure } = troubleOf(new DvcttError('ACCESS_REVOKED', { proof, requestId: 'r' }), mark);
    expect(JSON.stringify(failure)).not.toContain(proof);
    expect(failure.details).toEqual({ requestId: 'r' });
  }
});

test('an ended session waits for the password and not for the line', () => {
  expect(troubleOf(new DvcttError('SESSION_REQUIRED'), wipeMark).kind).toBe('sign-in');
  expect(troubleOf(new DvcttError('PASSWORD_CHANGE_REQUIRED'), wipeMark).kind).toBe('sign-in');
});

test('a busy server is given the time it asks for, an hour at most', () => {
  const wait = (retryAfter: number) => {
    const trouble = troubleOf(new DvcttError('SERVER_BUSY', { retryAfter }), wipeMark);
    return trouble.kind === 'line' ? trouble.retryAfterMs : 'other';
  };
  expect(wait(60)).toBe(60_000);
  expect(wait(1e9)).toBe(3_600_000);
  expect(wait(-5)).toBeUndefined();
  expect(wait(Number.NaN)).toBeUndefined();
});

test('a failure that nobody foresaw is a failure of the line, to be tried again', () => {
  expect(troubleOf(new TypeError('x'), wipeMark)).toMatchObject({
    kind: 'line',
    failure: { code: 'UNEXPECTED' },
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newRegistration } from '#shared/domain/registration/new.ts';
import { validateRegistration } from '#shared/domain/registration/validate.ts';
import { filledIn, readRegistrationFile, sameButIds } from './registration-file.ts';
import { sampleRegistrationFile } from './registration-sample.ts';

let file: string;
beforeAll(() => {
  file = join(mkdtempSync(join(tmpdir(), 'dvctt-registration-file-')), 'don-vi.json');
});
afterAll(() => rmSync(join(file, '..'), { recursive: true }));

async function read(document: unknown) {
  writeFileSync(file, JSON.stringify(document));
  return readRegistrationFile(file);
}
const sample = async (given: object = {}) =>
  filledIn(newRegistration('first'), await read({ ...sampleRegistrationFile, ...given }), file);

it('takes the sample as it is, and finds nothing in it that would hold it up', async () => {
  const content = await sample();
  expect(validateRegistration(content, { today: '2026-11-22' })).toEqual([]);
  expect(sameButIds(content, await sample())).toBe(true);
  expect(sameButIds(content, await sample({ members: sampleRegistrationFile.members.slice(1) }))).toBe(false);
});

it.each([{}, { kind: 'first' }, { kind: 'change' }, { foo: 1 }, { reasons: [] }])(
  'takes %j for no registration',
  async (document) => {
    await expect(read(document)).rejects.toMatchObject({ code: 'USAGE' });
  },
);

it('keeps who somebody is when a file tells of them anew, and takes out who is left out', async () => {
  const before = await sample();
  const [ktv, ktt] = sampleRegistrationFile.members;
  const after = filledIn(
    before,
    await read({
      members: [
        { ...ktt, phone: '0988888888' },
        { ...ktv, identityNumber: '001190009999' },
      ],
    }),
    file,
  );
  expect(after.unit).toEqual(before.unit);
  expect(after.members).toMatchObject([
    { id: before.members[1]?.id, phone: '0988888888' },
    { name: ktv?.name },
  ]);
  expect(after.members[1]?.id).not.toBe(before.members[0]?.id);
});

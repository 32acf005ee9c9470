import type { TestBackend } from './test-backend.ts';
import { HttpPerson } from './http-person.ts';

export const neighbourUnit = '1001164';
const password = 'mật khẩu của người khác';

/** An accountant of another unit of the same treasury, signed in: whoever must see and change nothing of ours. */
export async function hireNeighbour({ backend }: Pick<TestBackend, 'backend'>): Promise<HttpPerson> {
  await backend.registry.saveUnit({
    code: neighbourUnit,
    name: 'Trường khác',
    address: '',
    chapter: '622',
    treasuryCode: '0064',
    accounts: [],
  });
  await backend.registry.savePerson({
    username: 'ktv.khac',
    name: 'Người Khác',
    role: 'KTV',
    unitCode: neighbourUnit,
    treasuryCode: '0064',
    identityNumber: '031190000000',
    password,
  });
  return HttpPerson.signIn(backend.url, 'ktv.khac', password);
}

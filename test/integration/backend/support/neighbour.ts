import type { Role } from '#shared/domain/people/roles.ts';
import type { TestBackend } from './test-backend.ts';
import { HttpPerson } from './http-person.ts';

export const neighbourUnit = '1001164';
const password = 'mật khẩu của người khác';

/** An accountant (or signer) of another unit of the same treasury, signed in: whoever must see and change nothing of ours. */
export async function hireNeighbour(
  { backend }: Pick<TestBackend, 'backend'>,
  role: Role = 'KTV',
): Promise<HttpPerson> {
  const username = `${role.toLowerCase()}.khac`;
  await backend.registry.saveUnit({
    code: neighbourUnit,
    name: 'Trường khác',
    address: '',
    chapter: '622',
    treasuryCode: '0064',
    accounts: [],
  });
  await backend.registry.savePerson({
    username,
    name: 'Người Khác',
    role,
    unitCode: neighbourUnit,
    treasuryCode: '0064',
    identityNumber: '031190000000',
    password,
  });
  return HttpPerson.signIn(backend.url, username, password);
}

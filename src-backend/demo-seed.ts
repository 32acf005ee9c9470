import { randomInt } from 'node:crypto';
import type { Role } from '#shared/domain/people/roles.ts';
import type { Registry } from './accounts/registry.ts';

export interface DemoAccount {
  readonly username: string;
  readonly password: string;
  readonly name: string;
  readonly role: Role;
  /** CCCD; made up. */
  readonly identityNumber: string;
}

export interface DemoData {
  readonly unitCode: string;
  readonly unitName: string;
  /** MST of the unit, as in its members' certificates. */
  readonly taxCode: string;
  readonly treasuryCode: string;
  readonly accounts: readonly DemoAccount[];
}

/** Lê Chân - Hải Phòng; its name is the catalogue's (`accounts/treasury-offices.ts`). */
const treasury = { code: '0064' } as const;
/** The unit of the Treasury's own guide (seed 001). */
const unit = {
  code: '1001163',
  name: 'Trường trung học cơ sở Sông Lô',
  address: '12 đường Sông Lô, quận Lê Chân, thành phố Hải Phòng',
  chapter: '622',
  treasuryCode: treasury.code,
  accounts: [
    { number: '9523.3.1001163', name: 'Chi thường xuyên giao tự chủ, không tự chủ' },
    { number: '9527.3.1001163', name: 'Chi thường xuyên ngoài khoán' },
  ],
} as const;
const taxCode = '0201163004';
const people: readonly Omit<DemoAccount, 'password'>[] = [
  { username: 'ktv.songlo', name: 'Trần Thị Thu Hà', role: 'KTV', identityNumber: '031190004521' },
  { username: 'ktv2.songlo', name: 'Trần Thị Lan', role: 'KTV', identityNumber: '031192007788' },
  { username: 'ktt.songlo', name: 'Nguyễn Thị Hồng Vân', role: 'KTT', identityNumber: '031180001234' },
  { username: 'ctk.songlo', name: 'Phạm Văn Đức', role: 'CTK', identityNumber: '031075006789' },
  { username: 'canbo.0064', name: 'Lê Thị Minh Khuê', role: 'KBNN', identityNumber: '031185002468' },
];

/**
 * Puts the demo's unit and people into the store, whose treasury office is there already. Seeding again keeps dossiers and certificates and gives
 * the people new passwords, which are known to the caller alone.
 */
export async function seedDemo(
  registry: Registry,
  passwords: Readonly<Record<string, string>> = {},
): Promise<DemoData> {
  await registry.saveUnit(unit);
  const accounts = people.map((person) => ({
    ...person,
    password: passwords[person.username] ?? randomPassword(),
  }));
  for (const { role, ...account } of accounts) {
    const where = role === 'KBNN' ? {} : { unitCode: unit.code };
    await registry.savePerson({ ...account, role, ...where, treasuryCode: treasury.code });
  }
  return { unitCode: unit.code, unitName: unit.name, taxCode, treasuryCode: treasury.code, accounts };
}

/** Sixteen letters and digits that are not mistaken for each other: about 90 bits. */
function randomPassword(): string {
  const alphabet = 'abcdefghijkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY346789';
  return Array.from({ length: 16 }, () => alphabet[randomInt(alphabet.length)]).join('');
}

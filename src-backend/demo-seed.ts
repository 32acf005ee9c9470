import type { Role } from '#shared/domain/people/roles.ts';
import { randomPassword } from './accounts/one-time-password.ts';
import type { Registry } from './accounts/registry.ts';
import { demoRegistration } from './demo-registration.ts';

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
const members = [
  {
    username: 'ktv.songlo',
    name: 'Trần Thị Thu Hà',
    role: 'KTV',
    identityNumber: '031190004521',
    email: 'ha.tran@example.edu.vn',
    phone: '0912345601',
    title: 'Kế toán viên',
  },
  {
    username: 'ktv2.songlo',
    name: 'Trần Thị Lan',
    role: 'KTV',
    identityNumber: '031192007788',
    email: 'lan.tran@example.edu.vn',
    phone: '0912345602',
    title: 'Kế toán viên',
  },
  {
    username: 'ktt.songlo',
    name: 'Nguyễn Thị Hồng Vân',
    role: 'KTT',
    identityNumber: '031180001234',
    email: 'van.nguyen@example.edu.vn',
    phone: '0912345603',
    title: 'Kế toán trưởng',
  },
  {
    username: 'ctk.songlo',
    name: 'Phạm Văn Đức',
    role: 'CTK',
    identityNumber: '031075006789',
    email: 'duc.pham@example.edu.vn',
    phone: '0912345604',
    title: 'Hiệu trưởng',
  },
  // Signs on the phone: no token, and the certificate is a provider's (`remote-ca-simulators/demo-subscribers.ts`).
  {
    username: 'uqctk.songlo',
    name: 'Đoàn Minh Quân',
    role: 'UQ_CTK',
    identityNumber: '031082003456',
    email: 'quan.doan@example.edu.vn',
    phone: '0912345605',
    title: 'Phó Hiệu trưởng',
    signatureForm: 'remote',
  },
] as const;
const officer = {
  username: 'canbo.0064',
  name: 'Lê Thị Minh Khuê',
  role: 'KBNN',
  identityNumber: '031185002468',
} as const;

/**
 * Puts the demo's unit, its people and its registration into the store, whose treasury office is there already.
 * Seeding again keeps dossiers, certificates and what has been registered since, and gives the people new passwords,
 * which are known to the caller alone.
 */
export async function seedDemo(
  registry: Registry,
  passwords: Readonly<Record<string, string>> = {},
): Promise<DemoData> {
  await registry.saveUnit(unit);
  const passwordOf = (username: string) => passwords[username] ?? randomPassword();
  const accounts: DemoAccount[] = [];
  for (const { username, name, role, identityNumber, email } of members) {
    const account = { username, name, role, identityNumber, password: passwordOf(username) };
    await registry.savePerson({
      ...account,
      email,
      unitCode: unit.code,
      treasuryCode: treasury.code,
    });
    accounts.push(account);
  }
  const treasurer = { ...officer, password: passwordOf(officer.username) };
  await registry.savePerson({ ...treasurer, treasuryCode: treasury.code });
  accounts.push(treasurer);
  await registry.saveFirstStanding(demoRegistration(unit, members));
  return { unitCode: unit.code, unitName: unit.name, taxCode, treasuryCode: treasury.code, accounts };
}

import { mkdir } from 'node:fs/promises';
import { addOfficer } from '#backend/accounts/officers.ts';
import { openStore } from '#backend/store/open.ts';
import { isDatabaseUrl } from '#backend/store/place.ts';
import type { Printer } from '../printer.ts';
import { shown } from '../visible.ts';
import { backendFolder, backendStorePlace, type BackendPlaceOptions } from './backend-place.ts';

export interface OfficerOptions extends BackendPlaceOptions {
  readonly username: string;
  readonly name: string;
  readonly treasury: string;
}

/**
 * `dvctt backend officer add`: an account for an officer of a treasury office, with a one-time password that is printed
 * here and nowhere else. @throws DvcttError USERNAME_TAKEN, UNIT_UNKNOWN, USAGE; STORE_IN_USE while a server
 * has the file
 */
export async function addOfficerCommand(options: OfficerOptions, printer: Printer): Promise<number> {
  const place = backendStorePlace(options);
  if (!isDatabaseUrl(place)) await mkdir(backendFolder(options), { recursive: true, mode: 0o700 });
  const store = await openStore(place);
  try {
    const { username, password, expiresAt } = await addOfficer(
      store,
      { username: options.username, name: options.name, treasuryCode: options.treasury },
      new Date(),
    );
    const expires = expiresAt.toISOString();
    printer.data({ username, password, expiresAt: expires });
    printer.say(`✓ Đã tạo tài khoản cán bộ KBNN ${shown(username)} (SHKB ${shown(options.treasury)}).`);
    printer.say(`  Mật khẩu dùng một lần: ${password}`);
    printer.say(`  Hết hạn: ${expires}; phải đổi ở lần đăng nhập đầu tiên. Mật khẩu không hiện lại lần nữa.`);
    printer.say('  (The one-time password is shown once and must be changed at the first sign-in.)');
    return 0;
  } finally {
    await store.destroy();
  }
}

import { listOfficers, removeOfficer, resetOfficer } from '#backend/accounts/officer-care.ts';
import { addOfficer, type AddedOfficer } from '#backend/accounts/officers.ts';
import type { Store } from '#backend/store/open.ts';
import { vietnamMinute } from '#shared/domain/calendar/vietnam-date.ts';
import type { Printer } from '../printer.ts';
import { shown, visible } from '../visible.ts';
import { openKeptStore, type BackendPlaceOptions } from './backend-place.ts';

export interface OfficerOptions extends BackendPlaceOptions {
  readonly username: string;
}
export interface NewOfficerOptions extends OfficerOptions {
  readonly name: string;
  readonly treasury: string;
}

/**
 * `dvctt backend officer add`: an account for an officer of a treasury office, with a one-time password that is printed
 * here and nowhere else. @throws DvcttError USERNAME_TAKEN, UNIT_UNKNOWN, USAGE, STORE_MISSING; STORE_IN_USE while a
 * server has the file
 */
export function addOfficerCommand(options: NewOfficerOptions, printer: Printer): Promise<number> {
  return inStore(options, async (store, place) => {
    const { username, name, treasury } = options;
    const added = await addOfficer(store, { username, name, treasuryCode: treasury }, new Date());
    const who = `${visible(added.username)} (SHKB ${visible(treasury)})`;
    printer.say(`✓ Đã tạo tài khoản cán bộ KBNN ${who} trong ${visible(place)}.`);
    tellPassword(added, place, printer);
    return 0;
  });
}

/** `dvctt backend officer list`. @throws as `addOfficerCommand` of the store */
export function listOfficersCommand(options: BackendPlaceOptions, printer: Printer): Promise<number> {
  return inStore(options, async (store, place) => {
    const officers = await listOfficers(store);
    printer.data({ store: place, officers });
    for (const { username, name, treasuryCode, oneTime, removedAt } of shown(officers)) {
      const state =
        removedAt !== null
          ? `đã thu hồi ${vietnamMinute(new Date(removedAt))}`
          : oneTime
            ? 'chưa đổi mật khẩu dùng một lần'
            : 'đang dùng';
      printer.say(`${username} — ${name}, SHKB ${treasuryCode}: ${state}`);
    }
    if (officers.length === 0) printer.say(`Chưa có cán bộ KBNN nào trong ${visible(place)}.`);
    return 0;
  });
}

/** `dvctt backend officer reset`: a new one-time password, and every session ends. @throws USAGE, as `addOfficerCommand` */
export function resetOfficerCommand(options: OfficerOptions, printer: Printer): Promise<number> {
  return inStore(options, async (store, place) => {
    const reset = await resetOfficer(store, options.username, new Date());
    printer.say(
      `✓ Đã đặt lại mật khẩu của cán bộ KBNN ${visible(reset.username)} trong ${visible(place)}; mọi phiên đăng nhập đã kết thúc.`,
    );
    tellPassword(reset, place, printer);
    return 0;
  });
}

/** `dvctt backend officer remove`: takes the access back for good. @throws USAGE, as `addOfficerCommand` */
export function removeOfficerCommand(options: OfficerOptions, printer: Printer): Promise<number> {
  return inStore(options, async (store, place) => {
    const username = await removeOfficer(store, options.username, new Date());
    printer.data({ store: place, username, removed: true });
    printer.say(
      `✓ Đã thu hồi tài khoản cán bộ KBNN ${visible(username)} trong ${visible(place)}; tên đăng nhập này không dùng lại được.`,
    );
    printer.say('  (Access revoked for good; the user name stays taken.)');
    return 0;
  });
}

function tellPassword(
  { username, password, expiresAt }: AddedOfficer,
  place: string,
  printer: Printer,
): void {
  printer.data({ store: place, username, password, expiresAt: expiresAt.toISOString() });
  printer.say(`  Mật khẩu dùng một lần: ${password}`);
  printer.say(
    `  Hết hạn: ${vietnamMinute(expiresAt)}; phải đổi ở lần đăng nhập đầu tiên. Mật khẩu không hiện lại lần nữa.`,
  );
  printer.say('  (The one-time password is shown once and must be changed at the first sign-in.)');
}

async function inStore(
  options: BackendPlaceOptions,
  work: (store: Store, place: string) => Promise<number>,
): Promise<number> {
  const { store, place } = await openKeptStore(options);
  try {
    return await work(store, place);
  } finally {
    await store.destroy();
  }
}

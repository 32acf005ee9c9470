import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { DvcttError } from '#shared/contract/errors.ts';
import type { StoreKeyState } from '#shared/contract/sync/window.ts';
import { isAtWork } from '../../diagnostics/untouched-database.ts';
import { storesFolder } from '../../store-key/key-files.ts';
import { findStoreKey } from '../../store-key/key-source.ts';
import { asidePrefix } from '../../store-key/put-aside.ts';
import { StoreKey } from '../../store-key/store-key.ts';
import type { Printer } from './printer.ts';
import { visible } from './visible.ts';

/** What a person types who means it. */
const word = 'ĐỂ RIÊNG';

/**
 * `dvctt store --set-aside`: moves the stores whose key is lost (or whose passphrase is forgotten) into a folder beside
 * them, and begins anew; exit 0. @throws USAGE when the key is here, the data is empty or the person does not agree,
 * STORE_KEY_UNREACHABLE while the key is only locked away, STORE_IN_USE while a window works with a store.
 */
export async function setStoresAside(
  given: {
    readonly folder: string;
    readonly key: StoreKeyState;
    readonly sure: boolean;
    readonly passphrase: string | undefined;
  },
  printer: Printer,
): Promise<number> {
  const { folder, key, sure, passphrase } = given;
  requireLost(key);
  const stores = foldersIn(join(folder, storesFolder));
  for (const name of stores) {
    const own = join(folder, storesFolder, name);
    if (isAtWork(join(own, 'store.sqlite'))) throw new DvcttError('STORE_IN_USE', { folder: own });
  }
  if (!sure) await askFirst(folder, stores.length);
  const before = new Set(foldersIn(folder));
  const source = await findStoreKey({ dataFolder: folder, passphrase });
  const state = await (await StoreKey.open(source, folder)).setAside();
  const made = foldersIn(folder).filter((name) => name.startsWith(asidePrefix) && !before.has(name));
  printer.data({ dataFolder: folder, setAside: made, stores: stores.length, key: state });
  for (const name of made) {
    printer.say(
      `✓ Đã chuyển ${stores.length} kho cùng tệp khóa vào ${join(folder, name)}; không có gì bị xóa.`,
    );
  }
  printer.say(
    '  Đăng nhập khi có mạng để tải lại từ máy chủ. Tìm lại được khóa thì chép trả các tệp ra là đọc được.',
  );
  printer.say(
    '  (The stores were set aside, not deleted. Sign in online to fetch everything on the server again.)',
  );
  return 0;
}

function requireLost({ state, failure }: StoreKeyState): void {
  if (state === 'open')
    throw new DvcttError('USAGE', { reason: 'khóa vẫn mở được kho; không có gì phải để riêng' });
  if (state === 'passphrase-new') throw new DvcttError('USAGE', { reason: 'chưa có kho nào để để riêng' });
  const lost = ['STORE_KEY_LOST', 'STORE_KEY_DAMAGED'];
  // A key that is only out of reach opens the stores tomorrow.
  if (state === 'failed' && failure !== undefined && !lost.includes(failure.code))
    throw new DvcttError(failure.code, failure.details);
}

async function askFirst(folder: string, stores: number): Promise<void> {
  if (!process.stdin.isTTY)
    throw new DvcttError('USAGE', { reason: 'không có cửa sổ lệnh để hỏi lại; thêm --yes nếu chắc chắn' });
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const typed = await terminal.question(
      `${stores} kho trong ${visible(folder)} sẽ được chuyển sang thư mục ${asidePrefix}…; thay đổi chưa gửi trong đó không đọc được nếu không tìm lại khóa.\nGõ “${word}” để tiếp tục: `,
    );
    if (typed.normalize('NFC').trim().toUpperCase() !== word)
      throw new DvcttError('USAGE', { reason: 'không xác nhận; chưa có gì thay đổi' });
  } finally {
    terminal.close();
  }
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch {
    // Nothing is there, or the move itself will say why it cannot be made.
    return [];
  }
}

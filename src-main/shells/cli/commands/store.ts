import { reportStores, type StoreReport } from '../../../diagnostics/store-report.ts';
import { findStoreKey } from '../../../store-key/key-source.ts';
import { passphraseFromFile } from '../../../store-key/passphrase-file.ts';
import { StoreKey } from '../../../store-key/store-key.ts';
import { describeFailure, type Printer } from '../printer.ts';
import { dataFolder } from '../settings.ts';
import { SignInWords } from '../sign-in-words.ts';

const stateNames: Readonly<Record<StoreReport['state'], string>> = {
  ok: '✓ tốt',
  'in-use': '– chương trình khác đang mở',
  locked: '– đang khóa',
  wiped: '– đã xóa',
  newer: '✗ của phiên bản mới hơn',
  failed: '✗ không đọc được',
};

/**
 * `dvctt store`: what the stores of this machine look like from outside and, with the key, from inside; never a content.
 * Exit 0 all whole; 1 one cannot be read; 2 the key is not here, so that nothing could be looked into.
 */
export async function storeCommand(
  options: { readonly data?: string; readonly passphraseStdin?: boolean },
  printer: Printer,
): Promise<number> {
  const folder = dataFolder(options.data);
  const words = new SignInWords(options);
  const key = await StoreKey.open(
    await findStoreKey({
      dataFolder: folder,
      passphrase: await passphraseFromFile(process.env),
      onlyLook: true,
    }),
    folder,
  );
  const asks = options.passphraseStdin === true || process.stdin.isTTY;
  if (key.state().state === 'passphrase' && asks) await key.unlock(await words.passphrase());
  const state = key.state();
  const masterKey = state.state === 'open' ? key.masterKey() : undefined;
  const report = reportStores(folder, masterKey, { thorough: true });
  printer.data({ dataFolder: folder, key: state, ...report });
  printer.say(`Thư mục dữ liệu: ${folder}`);
  printer.say(`Khóa: ${state.place} — ${state.state}`);
  for (const store of report.stores) printer.say(describeStore(store));
  if (report.stores.length === 0) printer.say('Chưa có kho hồ sơ nào.');
  for (const name of report.setAside) printer.say(`Đã để riêng: ${name}`);
  if (state.failure !== undefined) printer.note(describeFailure(state.failure));
  if (report.stores.some((store) => store.state === 'failed' || store.state === 'newer')) return 1;
  return report.stores.some((store) => store.state === 'locked') ? 2 : 0;
}

function describeStore(store: StoreReport): string {
  const lines = [`Kho ${store.id}: ${stateNames[store.state]}, ${(store.bytes / 1024 / 1024).toFixed(1)} MB`];
  if (store.schema !== undefined) lines.push(`  Phiên bản dữ liệu: ${store.schema}`);
  if (store.integrity !== undefined) lines.push(`  Kiểm tra toàn vẹn: ${store.integrity}`);
  if (store.unsent !== undefined) {
    lines.push(
      `  Chưa gửi: ${store.unsent} (bị từ chối ${store.setAside ?? 0}); xung đột: ${store.conflicts ?? 0}; đồng bộ lần cuối: ${store.syncedAt ?? 'chưa'}`,
    );
  }
  for (const name of store.damaged) lines.push(`  Tệp hỏng được giữ ở: ${name}`);
  if (store.failure !== undefined) lines.push(describeFailure(store.failure));
  return lines.join('\n');
}

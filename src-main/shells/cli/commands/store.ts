import type { Failure } from '#shared/contract/errors.ts';
import { reportStores, type StoreReport, type StoresReport } from '../../../diagnostics/store-report.ts';
import { findStoreKey } from '../../../store-key/key-source.ts';
import { passphraseFromFile } from '../../../store-key/passphrase-file.ts';
import { StoreKey } from '../../../store-key/store-key.ts';
import { describeFailure, type Printer } from '../printer.ts';
import { setStoresAside } from '../set-stores-aside.ts';
import { dataFolder } from '../settings.ts';
import { SignInWords } from '../sign-in-words.ts';
import { shown } from '../visible.ts';

export interface StoreOptions {
  readonly data?: string;
  readonly passphraseStdin?: boolean;
  readonly setAside?: boolean;
  readonly yes?: boolean;
}

const stateNames: Readonly<Record<StoreReport['state'], string>> = {
  ok: '✓ tốt',
  unfinished: '– chưa dùng',
  'in-use': '– chương trình khác đang mở',
  locked: '– đang khóa',
  wiped: '– đã xóa',
  newer: '✗ của phiên bản mới hơn',
  failed: '✗ không đọc được',
};

/** Digests shown of damaged attachments; the JSON has them all. */
const mostNames = 10;

/**
 * `dvctt store`: what the stores of this machine look like from outside and, with the key, from inside; never a content.
 * Changes nothing, but for `--set-aside`. Exit 0 all can be read; 1 one cannot (damaged, locked, open elsewhere); 2 all
 * can, and something in them waits to be sent or decided.
 */
export async function storeCommand(options: StoreOptions, printer: Printer): Promise<number> {
  const folder = dataFolder(options.data);
  const words = new SignInWords(options);
  const passphrase = await passphraseFromFile(process.env);
  const source = await findStoreKey({ dataFolder: folder, passphrase, onlyLook: true });
  const key = await StoreKey.open(source, folder);
  if (options.setAside === true) {
    return setStoresAside({ folder, key: key.state(), sure: options.yes === true, passphrase }, printer);
  }
  if (key.state().state === 'passphrase' && words.canBeAsked) await key.unlock(await words.passphrase());
  const state = key.state();
  const masterKey = state.state === 'open' ? key.masterKey() : undefined;
  const report = await reportStores(folder, masterKey, { thorough: true });
  const failure = state.failure ?? firstFailure(report);
  printer.data({
    dataFolder: folder,
    key: state,
    ...report,
    ...(failure === undefined ? {} : { failure }),
  });
  printer.say(`Thư mục dữ liệu: ${shown(folder)}`);
  printer.say(`Khóa: ${state.place} — ${state.state}`);
  for (const store of report.stores) printer.say(describeStore(shown(store)));
  if (report.stores.length === 0) printer.say('Chưa có kho hồ sơ nào.');
  for (const name of report.setAside) printer.say(`Đã để riêng: ${shown(name)}`);
  if (state.failure !== undefined) printer.note(describeFailure(state.failure));
  return exitCodeOf(report);
}

function firstFailure({ stores }: StoresReport): Failure | undefined {
  return stores.find(({ failure }) => failure !== undefined)?.failure;
}

function exitCodeOf({ stores }: StoresReport): number {
  if (stores.some(({ state }) => ['failed', 'newer', 'locked', 'in-use'].includes(state))) return 1;
  const waits = stores.some(
    ({ unsent = 0, setAside = 0, conflicts = 0 }) => unsent + setAside + conflicts > 0,
  );
  return waits ? 2 : 0;
}

function describeStore(store: StoreReport): string {
  const lines = [`Kho ${store.id}: ${stateNames[store.state]}, ${(store.bytes / 1024 / 1024).toFixed(1)} MB`];
  lines.push(`  Thư mục: ${store.folder}`);
  if (store.schema !== undefined) lines.push(`  Phiên bản dữ liệu: ${store.schema}`);
  if (store.integrity !== undefined) lines.push(`  Kiểm tra toàn vẹn: ${store.integrity}`);
  if (store.unsent !== undefined) {
    lines.push(
      `  Chưa gửi: ${store.unsent} (bị từ chối ${store.setAside ?? 0}); xung đột: ${store.conflicts ?? 0}; đồng bộ lần cuối: ${store.syncedAt ?? 'chưa'}`,
    );
  }
  if (store.blobs !== undefined) lines.push(...describeBlobs(store.blobs));
  for (const name of store.damaged) lines.push(`  Tệp hỏng được giữ ở: ${name}`);
  if (store.failure !== undefined) lines.push(describeFailure(store.failure));
  return lines.join('\n');
}

function describeBlobs({
  checked,
  altered,
  missing,
  notFetched,
}: NonNullable<StoreReport['blobs']>): string[] {
  const named = (what: string, names: readonly string[]) =>
    names.length === 0
      ? []
      : [`    ${what}: ${names.slice(0, mostNames).join(', ')}${names.length > mostNames ? ', …' : ''}`];
  return [
    `  Tệp đính kèm: ${checked} nguyên vẹn, ${altered.length} bị thay đổi, ${missing.length} thiếu, ${notFetched} chưa tải về`,
    ...named('Bị thay đổi', altered),
    ...named('Thiếu (thay đổi chưa gửi cần đến)', missing),
  ];
}

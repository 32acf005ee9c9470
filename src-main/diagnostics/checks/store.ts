import { mkdir, statfs } from 'node:fs/promises';
import { failureText } from '#shared/contract/errors.ts';
import type { StoreKeyState, SyncState } from '#shared/contract/sync/window.ts';
import { ok, type Checker, type CheckServices, type Outcome } from '../check.ts';
import { reportStores, type StoreReport, type StoresReport } from '../store-report.ts';

/** Free space below which a change may soon not be saved, in bytes. */
const scarce = 200 * 1024 * 1024;

const placeNames: Readonly<Record<StoreKeyState['place'], string>> = {
  'safe-storage': 'safeStorage',
  keyring: 'kho khóa của hệ điều hành',
  passphrase: 'mật khẩu kho',
  given: 'khóa mẫu (demo)',
};

/** Whether the encrypted stores can be opened, and what in them still has to reach the server. */
export const storeCheck: Checker = {
  id: 'store',
  title: { vi: 'Kho hồ sơ trên máy', en: 'Local store' },
  run: async (services) => {
    const { storeKey, dataFolder } = services;
    if (storeKey === undefined) return { state: 'skipped', found: '–' };
    await mkdir(dataFolder, { recursive: true, mode: 0o700 });
    const state = storeKey.state();
    const key = state.state === 'open' ? storeKey.masterKey() : undefined;
    const report = reportStores(dataFolder, key, { thorough: false });
    const found = await describe(services, state, report);
    return (
      judgeKey(state, report, found) ??
      judgeStores(report, found) ??
      judgeWork(services, state, report, found)
    );
  },
};

async function describe(services: CheckServices, key: StoreKeyState, report: StoresReport): Promise<string> {
  const { bavail, bsize } = await statfs(services.dataFolder);
  const line = lineOf(services);
  const unsent = sum(report.stores, 'unsent') + (line?.waiting ?? 0);
  const synced =
    line?.syncedAt ??
    report.stores
      .map(({ syncedAt }) => syncedAt ?? '')
      .toSorted()
      .at(-1);
  return [
    `khóa: ${placeNames[key.place]} (${key.state})`,
    `${report.stores.length} kho`,
    `${unsent} thay đổi chờ gửi`,
    `đồng bộ lần cuối: ${synced === undefined || synced === '' ? 'chưa' : synced}`,
    `còn trống ${Math.round((bavail * bsize) / 1024 / 1024)} MB`,
    ...(report.setAside.length === 0 ? [] : [`đã để riêng: ${report.setAside.join(', ')}`]),
  ].join(' · ');
}

/** Of the person who works in this program now; their store is open here and says nothing to the report. */
function lineOf(services: CheckServices): SyncState | undefined {
  return services.session?.workspace?.sync.state();
}

function judgeKey(key: StoreKeyState, report: StoresReport, found: string): Outcome | undefined {
  if (key.state === 'failed') return failedWith(key.failure?.code ?? 'STORE_LOCKED', found);
  if (key.state === 'passphrase' && report.stores.length > 0) {
    return {
      state: 'warning',
      found,
      remedy: {
        vi: 'Kho đang khóa nên chưa kiểm tra được bên trong: nhập mật khẩu kho rồi chạy lại.',
        en: 'The store is locked and was not looked into: enter its passphrase and run again.',
      },
    };
  }
  return undefined;
}

function judgeStores(report: StoresReport, found: string): Outcome | undefined {
  const broken = report.stores.find(({ state }) => state === 'failed' || state === 'newer');
  if (broken === undefined) return undefined;
  const code = broken.failure?.code ?? 'STORE_DAMAGED';
  return failedWith(code, `${found} · ${broken.id}: ${code}`);
}

async function judgeWork(
  services: CheckServices,
  key: StoreKeyState,
  report: StoresReport,
  found: string,
): Promise<Outcome> {
  const { bavail, bsize } = await statfs(services.dataFolder);
  if (bavail * bsize < scarce) return { ...failedWith('DISK_FULL', found), state: 'warning' };
  const line = lineOf(services);
  if (
    sum(report.stores, 'setAside') +
      (line?.setAside ?? 0) +
      sum(report.stores, 'conflicts') +
      (line?.conflicts ?? 0) >
    0
  ) {
    return {
      state: 'warning',
      found,
      remedy: {
        vi: 'Có thay đổi bị từ chối hoặc xung đột: mở hồ sơ đó và quyết định.',
        en: 'A change was refused or collides: open that dossier and decide.',
      },
    };
  }
  const kept = report.stores.flatMap(({ id, damaged }) => damaged.map((name) => `${id}/${name}`));
  if (kept.length > 0) {
    return {
      state: 'warning',
      found: `${found} · ${kept.join(', ')}`,
      remedy: {
        vi: 'Kho từng bị hỏng; tệp hỏng được giữ lại. Kiểm tra ổ đĩa, gửi thư mục đó cho bộ phận hỗ trợ nếu thiếu hồ sơ.',
        en: 'A store was damaged once; the file was kept. Check the disk; give that folder to support if anything is missing.',
      },
    };
  }
  if (key.place === 'given') {
    return {
      state: 'warning',
      found,
      remedy: {
        vi: 'Thư mục này của demo: khóa nằm ngay cạnh dữ liệu. Không dùng cho hồ sơ thật.',
        en: 'This is a demo’s folder: the key lies beside the data. Do not use it for real dossiers.',
      },
    };
  }
  return ok(found);
}

function failedWith(code: Parameters<typeof failureText>[0], found: string): Outcome {
  const remedy = { vi: failureText(code, 'vi').remedy, en: failureText(code, 'en').remedy };
  return { state: 'failed', found, remedy };
}

function sum(stores: readonly StoreReport[], what: 'unsent' | 'setAside' | 'conflicts'): number {
  return stores.reduce((total, store) => total + (store[what] ?? 0), 0);
}

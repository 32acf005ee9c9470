import { mkdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure } from '#shared/contract/errors.ts';
import type { StoreKeyState, SyncState } from '#shared/contract/sync/window.ts';
import { storesFolder } from '../../store-key/key-files.ts';
import { ok, type Checker, type CheckServices, type Outcome } from '../check.ts';
import { adviceOn } from '../failure-advice.ts';
import { reportStores, type StoreReport, type StoresReport } from '../store-report.ts';

/** Free space below which a change may soon not be saved, and below which none can be, in bytes. */
const scarce = 200 * 1024 * 1024;
const full = 1024 * 1024;

const placeNames: Readonly<Record<StoreKeyState['place'], string>> = {
  'safe-storage': 'safeStorage',
  keyring: 'kho khóa của hệ điều hành',
  passphrase: 'mật khẩu kho',
  given: 'khóa mẫu (demo)',
};

/** What the judges look at. */
interface Seen {
  readonly key: StoreKeyState;
  readonly report: StoresReport;
  /** Of the person who works in this program now; their store is open here and says nothing to the report. */
  readonly line: SyncState | undefined;
  /** Stores that may hold work and could not be looked into; this program's own is none of them. */
  readonly unknown: readonly StoreReport[];
  readonly freeBytes: number;
  readonly found: string;
}

/** Whether the encrypted stores can be opened, and what in them still has to reach the server. */
export const storeCheck: Checker = {
  id: 'store',
  title: { vi: 'Kho hồ sơ trên máy', en: 'Local store' },
  run: async (services) => {
    const { storeKey, dataFolder } = services;
    if (storeKey === undefined) return { state: 'skipped', found: '–' };
    await mkdir(dataFolder, { recursive: true, mode: 0o700 });
    const seen = await look(services, storeKey);
    return (
      judgeKey(seen) ??
      judgeBroken(seen) ??
      judgeDisk(seen) ??
      judgeUnknown(seen) ??
      judgeWork(seen) ??
      judgePast(seen) ??
      ok(seen.found)
    );
  },
};

async function look(
  services: CheckServices,
  storeKey: NonNullable<CheckServices['storeKey']>,
): Promise<Seen> {
  const { dataFolder } = services;
  const key = storeKey.state();
  const masterKey = key.state === 'open' ? storeKey.masterKey() : undefined;
  const report = await reportStores(dataFolder, masterKey, { thorough: false });
  const { bavail, bsize } = await statfs(dataFolder);
  const line = services.session?.workspace?.sync.state();
  const hidden = report.stores.filter(
    ({ state, unsent }) => unsent === undefined && state !== 'wiped' && state !== 'unfinished',
  );
  // One of those in use is this program's own.
  const own = line === undefined ? undefined : hidden.find(({ state }) => state === 'in-use');
  const unknown = hidden.filter((store) => store !== own);
  const seen = { key, report, line, unknown, freeBytes: bavail * bsize };
  return { ...seen, found: describe(dataFolder, seen) };
}

function describe(dataFolder: string, seen: Omit<Seen, 'found'>): string {
  const { key, report, unknown } = seen;
  return [
    join(dataFolder, storesFolder),
    `khóa: ${placeNames[key.place]} (${key.state})`,
    `${report.stores.length} kho`,
    ...describeWork(seen),
    ...(unknown.length === 0 ? [] : [`không xem được ${unknown.length} kho: ${reasonsOf(seen)}`]),
    `còn trống ${Math.round(seen.freeBytes / 1024 / 1024)} MB`,
    ...(report.setAside.length === 0 ? [] : [`đã để riêng: ${report.setAside.join(', ')}`]),
  ].join(' · ');
}

/** Only what was counted is told as a number. */
function describeWork({ report, line, unknown }: Omit<Seen, 'found'>): string[] {
  const counted = report.stores.filter(({ unsent }) => unsent !== undefined);
  if (counted.length === 0 && line === undefined && unknown.length > 0) return [];
  const synced =
    line?.syncedAt ??
    counted
      .map(({ syncedAt }) => syncedAt ?? '')
      .toSorted()
      .at(-1);
  return [
    `${sum(report.stores, 'unsent') + (line?.waiting ?? 0)} thay đổi chờ gửi`,
    `đồng bộ lần cuối: ${synced === undefined || synced === '' ? 'chưa' : synced}`,
  ];
}

function reasonsOf({ key, unknown }: Omit<Seen, 'found'>): string {
  const reasons = unknown.map(({ state, failure }) => {
    if (state === 'locked') return adviceOn(key.failure ?? { code: 'STORE_LOCKED' }, 'vi').heading;
    return adviceOn(failure ?? { code: 'STORE_IN_USE' }, 'vi').heading;
  });
  return [...new Set(reasons)].join('; ');
}

function judgeKey({ key, report, found }: Seen): Outcome | undefined {
  if (key.state === 'failed') return failedWith(key.failure ?? { code: 'STORE_LOCKED' }, found);
  if (key.state !== 'passphrase') return undefined;
  if (key.failure !== undefined) return failedWith(key.failure, found);
  if (report.stores.length === 0) return undefined;
  return {
    state: 'warning',
    found,
    remedy: {
      vi: 'Kho đang khóa nên chưa kiểm tra được bên trong: chạy lại với mật khẩu kho (dvctt doctor --passphrase-stdin, hoặc mở khóa trong cửa sổ).',
      en: 'The store is locked and was not looked into: run again with its passphrase (dvctt doctor --passphrase-stdin, or unlock it in the window).',
    },
  };
}

function judgeBroken({ report, found }: Seen): Outcome | undefined {
  const broken = report.stores.find(({ state }) => state === 'failed' || state === 'newer');
  if (broken === undefined) return undefined;
  return failedWith(broken.failure ?? { code: 'STORE_DAMAGED', details: { folder: broken.folder } }, found);
}

function judgeDisk({ freeBytes, found }: Seen): Outcome | undefined {
  if (freeBytes >= scarce) return undefined;
  const outcome = failedWith({ code: 'DISK_FULL' }, found);
  if (freeBytes < full) return outcome;
  return {
    state: 'warning',
    found,
    remedy: {
      vi: 'Ổ đĩa sắp đầy: xóa bớt tệp để thay đổi vẫn được lưu.',
      en: 'The disk is nearly full: free some space so that changes can still be saved.',
    },
  };
}

function judgeUnknown({ unknown, found }: Seen): Outcome | undefined {
  if (unknown.length === 0) return undefined;
  return {
    state: 'warning',
    found,
    remedy: {
      vi: 'Một cửa sổ DVCTT (hoặc lệnh dvctt) đang mở kho. Số thay đổi chờ gửi xem ở bảng đồng bộ của cửa sổ đó, hoặc đóng nó rồi chạy lại.',
      en: 'A DVCTT window (or dvctt command) has the store open. Its own sync panel shows what waits; or close it and run again.',
    },
  };
}

function judgeWork({ report, line, found }: Seen): Outcome | undefined {
  const inStores = sum(report.stores, 'setAside') + sum(report.stores, 'conflicts');
  if (inStores + (line?.setAside ?? 0) + (line?.conflicts ?? 0) === 0) return undefined;
  return {
    state: 'warning',
    found,
    remedy: {
      vi: 'Có thay đổi bị từ chối hoặc xung đột: mở hồ sơ đó và quyết định.',
      en: 'A change was refused or collides: open that dossier and decide.',
    },
  };
}

function judgePast({ key, report, found }: Seen): Outcome | undefined {
  const kept = report.stores.flatMap(({ folder, damaged }) => damaged.map((name) => join(folder, name)));
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
  if (key.place !== 'given') return undefined;
  return {
    state: 'warning',
    found,
    remedy: {
      vi: 'Thư mục này của demo: khóa nằm ngay cạnh dữ liệu. Không dùng cho hồ sơ thật.',
      en: 'This is a demo’s folder: the key lies beside the data. Do not use it for real dossiers.',
    },
  };
}

/** The details say where: a remedy speaks of them. */
function failedWith(failure: Failure, found: string): Outcome {
  const vi = adviceOn(failure, 'vi');
  const details = Object.entries(failure.details ?? {}).map(([name, value]) => `${name}=${String(value)}`);
  return {
    state: 'failed',
    found: [found, `${vi.heading} [${failure.code}]`, ...details].join(' · '),
    remedy: { vi: vi.remedy, en: adviceOn(failure, 'en').remedy },
  };
}

function sum(stores: readonly StoreReport[], what: 'unsent' | 'setAside' | 'conflicts'): number {
  return stores.reduce((total, store) => total + (store[what] ?? 0), 0);
}

import { join } from 'node:path';
import type { Failure, Language } from '#shared/contract/errors.ts';
import type { StoreKeyState, SyncState } from '#shared/contract/sync/window.ts';
import { storesFolder } from '../../store-key/key-files.ts';
import type { Checker, CheckServices } from '../check.ts';
import { diskRoom } from '../disk-room.ts';
import { adviceOn } from '../failure-advice.ts';
import { failedWith, failureFacts, ok, skipped, type Outcome } from '../outcome.ts';
import { reportStores, type StoreReport, type StoresReport } from '../store-report.ts';
import { both, fact, joinWords, noWords, type Words } from '../words.ts';

/** Free space below which a change may soon not be saved, and below which none can be, in bytes. */
const scarce = 200 * 1024 * 1024;
const full = 1024 * 1024;

const placeNames: Readonly<Record<StoreKeyState['place'], Words>> = {
  'safe-storage': fact('safeStorage'),
  keyring: both('kho khóa của hệ điều hành', 'the system’s keyring'),
  passphrase: both('mật khẩu kho', 'a passphrase'),
  given: both('khóa mẫu (demo)', 'a sample key (demo)'),
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
  readonly found: Words;
}

/** Whether the encrypted stores can be opened, and what in them still has to reach the server. */
export const storeCheck: Checker = {
  id: 'store',
  title: both('Kho hồ sơ trên máy', 'Local store'),
  looked: ({ dataFolder }) =>
    both(
      `Các kho mã hóa trong ${join(dataFolder, storesFolder)}, khóa của chúng và thay đổi chờ gửi`,
      `The encrypted stores in ${join(dataFolder, storesFolder)}, their key and what waits to be sent`,
    ),
  run: async (services) => {
    const { storeKey } = services;
    if (storeKey === undefined) return skipped('–');
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
  const { freeBytes } = await diskRoom(dataFolder);
  const line = services.session?.workspace?.sync.state();
  const hidden = report.stores.filter(
    ({ state, unsent }) => unsent === undefined && state !== 'wiped' && state !== 'unfinished',
  );
  // One of those in use is this program's own.
  const own = line === undefined ? undefined : hidden.find(({ state }) => state === 'in-use');
  const unknown = hidden.filter((store) => store !== own);
  const seen = { key, report, line, unknown, freeBytes };
  return { ...seen, found: describe(dataFolder, seen) };
}

function describe(dataFolder: string, seen: Omit<Seen, 'found'>): Words {
  const { key, report, unknown } = seen;
  const place = placeNames[key.place];
  const free = Math.round(seen.freeBytes / 1024 / 1024);
  const aside = report.setAside.join(', ');
  return joinWords(
    [
      fact(join(dataFolder, storesFolder)),
      both(`khóa: ${place.vi} (${key.state})`, `key: ${place.en} (${key.state})`),
      both(`${report.stores.length} kho`, `stores: ${report.stores.length}`),
      describeWork(seen),
      unknown.length === 0
        ? noWords
        : both(
            `không xem được ${unknown.length} kho: ${reasonsOf(seen, 'vi')}`,
            `stores that could not be looked into: ${unknown.length} (${reasonsOf(seen, 'en')})`,
          ),
      both(`còn trống ${free} MB`, `${free} MB free`),
      aside === '' ? noWords : both(`đã để riêng: ${aside}`, `set aside: ${aside}`),
    ],
    ' · ',
  );
}

/** Only what was counted is told as a number. */
function describeWork({ report, line, unknown }: Omit<Seen, 'found'>): Words {
  const counted = report.stores.filter(({ unsent }) => unsent !== undefined);
  if (counted.length === 0 && line === undefined && unknown.length > 0) return noWords;
  const synced =
    line?.syncedAt ??
    counted
      .map(({ syncedAt }) => syncedAt ?? '')
      .toSorted()
      .at(-1);
  const waiting = sum(report.stores, 'unsent') + (line?.waiting ?? 0);
  const never = synced === undefined || synced === '';
  return both(
    `${waiting} thay đổi chờ gửi · đồng bộ lần cuối: ${never ? 'chưa' : synced}`,
    `changes waiting to be sent: ${waiting} · last synchronised: ${never ? 'never' : synced}`,
  );
}

function reasonsOf({ key, unknown }: Omit<Seen, 'found'>, language: Language): string {
  const reasons = unknown.map(({ state, failure }) => {
    if (state === 'locked') return adviceOn(key.failure ?? { code: 'STORE_LOCKED' }, language).heading;
    return adviceOn(failure ?? { code: 'STORE_IN_USE' }, language).heading;
  });
  return [...new Set(reasons)].join('; ');
}

function judgeKey({ key, report, found }: Seen): Outcome | undefined {
  if (key.state === 'failed') return failed(key.failure ?? { code: 'STORE_LOCKED' }, found);
  if (key.state !== 'passphrase') return undefined;
  if (key.failure !== undefined) return failed(key.failure, found);
  if (report.stores.length === 0) return undefined;
  return {
    state: 'warning',
    found,
    meaning: both(
      'Kho đang khóa nên chưa kiểm tra được bên trong.',
      'The store is locked and was not looked into.',
    ),
    remedy: both(
      'Chạy lại với mật khẩu kho (dvctt doctor --passphrase-stdin, hoặc mở khóa trong cửa sổ).',
      'Run again with its passphrase (dvctt doctor --passphrase-stdin, or unlock it in the window).',
    ),
    help: 'STORE_LOCKED',
  };
}

function judgeBroken({ report, found }: Seen): Outcome | undefined {
  const broken = report.stores.find(({ state }) => state === 'failed' || state === 'newer');
  if (broken === undefined) return undefined;
  return failed(broken.failure ?? { code: 'STORE_DAMAGED', details: { folder: broken.folder } }, found);
}

function judgeDisk({ freeBytes, found }: Seen): Outcome | undefined {
  if (freeBytes >= scarce) return undefined;
  if (freeBytes < full) return failed({ code: 'DISK_FULL' }, found);
  return {
    state: 'warning',
    found,
    meaning: both('Ổ đĩa sắp đầy.', 'The disk is nearly full.'),
    remedy: both(
      'Xóa bớt tệp để thay đổi vẫn được lưu.',
      'Free some space so that changes can still be saved.',
    ),
    action: 'open-data-folder',
    help: 'DISK_FULL',
  };
}

function judgeUnknown({ unknown, found }: Seen): Outcome | undefined {
  if (unknown.length === 0) return undefined;
  return {
    state: 'warning',
    found,
    meaning: both(
      'Một cửa sổ DVCTT (hoặc lệnh dvctt) đang mở kho nên chưa xem được bên trong.',
      'A DVCTT window (or dvctt command) has the store open, so it was not looked into.',
    ),
    remedy: both(
      'Số thay đổi chờ gửi xem ở bảng đồng bộ của cửa sổ đó, hoặc đóng nó rồi chạy lại.',
      'That window’s own sync panel shows what waits; or close it and run again.',
    ),
    help: 'STORE_IN_USE',
  };
}

function judgeWork({ report, line, found }: Seen): Outcome | undefined {
  const inStores = sum(report.stores, 'setAside') + sum(report.stores, 'conflicts');
  if (inStores + (line?.setAside ?? 0) + (line?.conflicts ?? 0) > 0) {
    return {
      state: 'warning',
      found,
      meaning: both(
        'Có thay đổi bị từ chối hoặc xung đột; nó chờ bạn quyết định và chưa tới máy chủ.',
        'A change was refused or collides; it waits for your decision and has not reached the server.',
      ),
      remedy: both('Mở hồ sơ đó và quyết định.', 'Open that dossier and decide.'),
    };
  }
  if (line === undefined || line.waiting === 0) return undefined;
  return { ...ok(found), action: 'sync-now' };
}

function judgePast({ key, report, found }: Seen): Outcome | undefined {
  const kept = report.stores.flatMap(({ folder, damaged }) => damaged.map((name) => join(folder, name)));
  if (kept.length > 0) {
    return {
      state: 'warning',
      found: joinWords([found, fact(kept.join(', '))], ' · '),
      meaning: both(
        'Kho từng bị hỏng; tệp hỏng được giữ lại.',
        'A store was damaged once; the file was kept.',
      ),
      remedy: both(
        'Kiểm tra ổ đĩa, gửi thư mục đó cho bộ phận hỗ trợ nếu thiếu hồ sơ.',
        'Check the disk; give that folder to support if anything is missing.',
      ),
      action: 'open-data-folder',
      help: 'STORE_DAMAGED',
    };
  }
  if (key.place !== 'given') return undefined;
  return {
    state: 'warning',
    found,
    meaning: both(
      'Thư mục này của demo: khóa nằm ngay cạnh dữ liệu.',
      'This is a demo’s folder: the key lies beside the data.',
    ),
    remedy: both('Không dùng cho hồ sơ thật.', 'Do not use it for real dossiers.'),
  };
}

/** The details say where: a remedy speaks of them. */
function failed(failure: Failure, found: Words): Outcome {
  const heading = both(adviceOn(failure, 'vi').heading, adviceOn(failure, 'en').heading);
  const facts = fact(failureFacts(failure));
  const outcome = failedWith(
    failure,
    joinWords(
      [found, both(`${heading.vi} [${failure.code}]`, `${heading.en} [${failure.code}]`), facts],
      ' · ',
    ),
  );
  return { ...outcome, action: 'open-data-folder' };
}

function sum(stores: readonly StoreReport[], what: 'unsent' | 'setAside' | 'conflicts'): number {
  return stores.reduce((total, store) => total + (store[what] ?? 0), 0);
}

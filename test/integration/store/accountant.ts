import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAccountStores } from '#main/account-store/stores.ts';
import type { AccountStore, AccountStores } from '#main/account-store/account-store.ts';
import type { ServerDossier, Unit } from '#shared/contract/http.ts';
import type { User } from '#shared/contract/ipc.ts';
import type { PullAnswer, ServerDraft } from '#shared/contract/sync/http.ts';
import type { DossierCode, DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { emptyVoucher } from '#shared/domain/vouchers/empty.ts';

export const unit: Unit = {
  code: '1001163',
  name: 'Trường THCS Sông Lô',
  address: 'Phú Thọ',
  chapter: '622',
  treasuryCode: '0161',
  treasuryName: 'KBNN Khu vực VIII',
  accounts: [{ number: '9523.3.1001163', name: 'Chi thường xuyên' }],
  members: [],
};
export const lan = person('lan', 'Nguyễn Thị Lan');
export const minh = person('minh', 'Trần Văn Minh');

function person(username: string, name: string): User {
  return {
    username,
    name,
    role: 'KTV',
    unitCode: unit.code,
    unitName: unit.name,
    treasuryCode: unit.treasuryCode,
    treasuryName: unit.treasuryName,
  };
}

/** A data folder with stores under one master key. */
export class Machine {
  readonly folder: string;
  readonly masterKey = new Uint8Array(32).fill(7);
  clock = Date.parse('2026-05-26T08:49:46Z');
  #stores: AccountStores | undefined;
  #open: AccountStore[] = [];

  /** In a folder of its own, or in one that is there (a small disk). */
  constructor(folder = mkdtempSync(join(tmpdir(), 'dvctt-store-'))) {
    this.folder = folder;
  }

  get stores(): AccountStores {
    this.#stores ??= openAccountStores({
      folder: this.folder,
      masterKey: this.masterKey,
      now: () => new Date((this.clock += 1)),
    });
    return this.#stores;
  }

  open(user: User = lan): AccountStore {
    const store = this.stores.open(user.username, user.unitCode);
    this.#open.push(store);
    if (store.profile.read() === undefined) {
      store.profile.signedIn({ user, unit, token: 'token', wipeMark: undefined, password: 'mật khẩu' });
    }
    return store;
  }

  close(): void {
    for (const store of this.#open) store.close();
  }

  end(): void {
    this.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

let made = 0;

/** A content with one voucher of one line. */
export function content(title: string, change: Partial<DossierContent> = {}): DossierContent {
  made += 1;
  const voucher = emptyVoucher(unit, { id: `v${made}`, lineId: `l${made}`, date: '2026-05-26' });
  return { title, vouchers: [voucher], attachments: [], ...change };
}

/** The server's answer about a draft. */
export function serverDraft(
  code: DossierCode,
  given: Partial<ServerDraft> & Pick<ServerDraft, 'version' | 'sequence' | 'content'>,
): ServerDraft {
  return {
    code,
    unitCode: unit.code,
    dossierVersion: 0,
    state: 'open',
    createdBy: 'lan',
    createdByName: lan.name,
    createdAt: '2026-05-26T08:00:00.000Z',
    updatedBy: 'minh',
    updatedByName: minh.name,
    updatedAt: '2026-05-26T09:00:00.000Z',
    ...given,
  };
}

export function serverDossier(
  code: DossierCode,
  given: Partial<ServerDossier> & Pick<ServerDossier, 'content'>,
): ServerDossier {
  return {
    code,
    unitCode: unit.code,
    version: 1,
    status: 'CHO_KTT_KY',
    documents: [],
    log: [{ status: 'CHO_KTT_KY', note: '', at: '2026-05-26T09:00:00.000Z', by: lan.name }],
    createdBy: 'lan',
    updatedAt: '2026-05-26T09:00:00.000Z',
    note: '',
    ...given,
  };
}

/** One pull that brings these drafts. */
export function pulled(...drafts: readonly ServerDraft[]): PullAnswer {
  return {
    changes: drafts.map((draft) => ({ kind: 'draft', draft })),
    cursor: `after-${Math.max(0, ...drafts.map(({ sequence }) => sequence))}`,
    more: false,
  };
}

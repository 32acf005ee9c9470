import type { AccountStore } from '../account-store/account-store.ts';
import type { Workspace } from '../session/workspace.ts';

/** Entries that are worked on before somebody else gets a turn: about 30 ms. */
const slice = 100;

/**
 * The store with its book of vouchers up to date: usually at once, for only what changed since the last question is to
 * be booked; after a long pull or an upgrade in slices. @throws SESSION_REQUIRED when the person leaves meanwhile.
 */
export function settled(workspace: Workspace): Promise<AccountStore> {
  return inSlices(workspace, ({ vouchers }) => vouchers.settle(slice));
}

/** The same, with every voucher found by its words. */
export async function worded(workspace: Workspace): Promise<AccountStore> {
  await settled(workspace);
  return inSlices(workspace, ({ vouchers }) => vouchers.settle(slice) + vouchers.cutWords(slice));
}

async function inSlices(workspace: Workspace, work: (store: AccountStore) => number): Promise<AccountStore> {
  for (;;) {
    workspace.requireOpen();
    if (work(workspace.store) < slice) return workspace.store;
    await new Promise(setImmediate);
  }
}

import type { AccountStore } from '../account-store/account-store.ts';
import type { Workspace } from '../session/workspace.ts';

/** Entries whose vouchers are booked before somebody else gets a turn: about 30 ms. */
const slice = 100;

/**
 * The store with its book of vouchers up to date: usually at once, for only what changed since the last question is to
 * be booked; after a long pull or an upgrade in slices. @throws SESSION_REQUIRED when the person leaves meanwhile.
 */
export async function settled(workspace: Workspace): Promise<AccountStore> {
  for (;;) {
    workspace.requireOpen();
    if (workspace.store.vouchers.settle(slice) < slice) return workspace.store;
    await new Promise(setImmediate);
  }
}

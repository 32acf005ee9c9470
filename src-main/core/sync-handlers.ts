import { DvcttError } from '#shared/contract/errors.ts';
import type { SyncState } from '#shared/contract/sync/window.ts';
import type { RegistrationSender } from '../registration/sender.ts';
import { noLine, type Session } from '../session/session.ts';
import type { Workspace } from '../session/workspace.ts';
import type { StoreKey } from '../store-key/store-key.ts';
import type { Handlers } from './handlers.ts';

/** Calls about the line, the queue, the stores and their key. */
export function makeSyncHandlers({
  session,
  storeKey,
  sender,
}: {
  readonly session: Session;
  readonly storeKey: StoreKey;
  readonly sender: Pick<RegistrationSender, 'wake'>;
}): Pick<
  Handlers,
  | 'store.key'
  | 'store.unlock'
  | 'store.setAside'
  | 'store.notices'
  | 'store.dismiss'
  | 'sync.state'
  | 'sync.now'
  | 'sync.queue'
  | 'sync.retry'
  | 'sync.discard'
  | 'presence.set'
  | 'presence.list'
> {
  /** Nobody, and the officer who has no store, have no line either. */
  const state = (): SyncState => session.workspace?.sync.state() ?? noLine;
  return {
    'store.key': () => storeKey.state(),
    'store.unlock': async ({ passphrase }) => {
      const state = await storeKey.unlock(passphrase);
      // What this machine still has to send lay behind the passphrase.
      void sender.wake();
      return state;
    },
    'store.setAside': async () => {
      // Moved away under an open store, a person's work would go with it.
      if (session.workspace !== undefined) throw new DvcttError('STORE_IN_USE');
      return storeKey.setAside();
    },
    'store.notices': () => {
      session.require();
      return { notices: [...(session.workspace?.store.notices.list() ?? [])] };
    },
    'store.dismiss': ({ id }) => {
      session.requireWorkspace().store.notices.dismiss(id);
      return {};
    },

    'sync.state': state,
    'sync.now': () => session.workspace?.sync.syncNow() ?? noLine,
    'sync.queue': () => ({ changes: [...(session.workspace?.sync.queue() ?? [])] }),
    'sync.retry': ({ sequence }) => {
      const workspace = session.requireWorkspace();
      workspace.store.outbox.retry(sequence);
      return workspace.sync.syncNow();
    },
    'sync.discard': ({ sequence }) => {
      const workspace = session.requireWorkspace();
      const code = codeOf(workspace, sequence);
      workspace.store.outbox.discard(sequence);
      if (code !== undefined) workspace.changed(code);
      return state();
    },

    'presence.set': ({ code, path }) => {
      session.workspace?.sync.setPresence(code, path);
      return {};
    },
    'presence.list': () => ({ people: [...(session.workspace?.sync.people() ?? [])] }),
  };
}

function codeOf({ store }: Workspace, sequence: number) {
  return store.outbox.list().find((change) => change.sequence === sequence)?.code;
}

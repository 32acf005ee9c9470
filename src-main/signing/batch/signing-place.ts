import type { AccountStore } from '../../account-store/account-store.ts';
import type { Workspace } from '../../session/workspace.ts';

/** What a batch needs of a person's open work. */
export interface SigningPlace extends Pick<Workspace, 'requireOpen' | 'took' | 'changed'> {
  readonly store: Pick<AccountStore, 'signatures'>;
}

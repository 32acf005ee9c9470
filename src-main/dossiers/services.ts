import type { CoreEvent } from '#shared/contract/ipc.ts';
import type { BackendClient } from '../backend-client/backend-client.ts';
import type { Session } from '../session/session.ts';
import type { ShownContents } from './shown-contents.ts';

/** What the use cases of dossiers work with; effects come in from here so that a test can pass its own. */
export interface DossierServices {
  readonly session: Session;
  readonly backend: BackendClient;
  readonly shown: ShownContents;
  readonly now: () => Date;
  readonly emit: (event: CoreEvent) => void;
}

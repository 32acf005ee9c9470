import type { Sessions } from '../accounts/sessions.ts';
import type { DevCa } from '../dev-ca/dev-ca.ts';
import type { Desk } from '../dossiers/desk.ts';
import type { Registrations } from '../registrations/registrations.ts';
import type { RemoteCa } from '../remote-ca/remote-ca.ts';
import type { Log } from './log.ts';

/** What the routes call. */
export interface Services {
  readonly desk: Desk;
  readonly sessions: Sessions;
  readonly registrations: Registrations;
  readonly remoteCa: RemoteCa;
  readonly ca: DevCa;
  readonly version: string;
  readonly now: () => Date;
  readonly log: Log;
  /** Address under which people reach the server, without a slash at the end. */
  readonly publicUrl: () => string;
  /** Folder of letters that may be read at `/hop-thu`: of the demo without a mail server alone. */
  readonly mailbox?: string;
}

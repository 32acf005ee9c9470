import type { Desk } from '../dossiers/desk.ts';
import type { QueueLetters } from '../mail/letters.ts';

/** What every step of a registration dossier works with. */
export interface RegistrationRoom extends Pick<
  Desk,
  'store' | 'blobs' | 'trust' | 'validation' | 'live' | 'now'
> {
  readonly queueLetters: QueueLetters;
  /** The server is connected to a provider of remote signatures (`--remote-ca`); absent: it is not. */
  readonly remoteOffered?: () => boolean;
}

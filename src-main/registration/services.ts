import type { DossierServices } from '../dossiers/services.ts';
import type { TokenService } from '../tokens/token-service.ts';
import type { TrustedCertificates } from '../trust/trust-store.ts';
import type { Announcer } from './announcer.ts';
import type { RegistrationSender } from './sender.ts';
import type { RegistrationShelves } from './shelves.ts';

/** What the use cases of registration dossiers work with. */
export interface RegistrationServices extends Pick<DossierServices, 'session' | 'backend' | 'now' | 'emit'> {
  readonly shelves: RegistrationShelves;
  readonly sender: RegistrationSender;
  readonly typing: Announcer;
  readonly tokens: Pick<TokenService, 'certificate'>;
  readonly trust: () => Promise<TrustedCertificates>;
}

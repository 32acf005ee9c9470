import type { RemoteProvider } from '#shared/domain/remote-ca/provider.ts';
import type { Store } from '../store/open.ts';
import type { RemoteCaConfiguration } from './configuration.ts';
import { RemoteProviders } from './providers.ts';
import { RemoteSessions } from './sessions.ts';
import { RemoteTransactions } from './transactions.ts';

/** Between two looks for transactions that nobody asks for any more (ms). */
const lookEvery = 3_600_000;

/** Remote signatures: the providers of the configuration, people's sessions there, requests on their phones. */
export class RemoteCa {
  readonly sessions: RemoteSessions;
  readonly transactions: RemoteTransactions;
  readonly #providers: RemoteProviders;
  #looking: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  /** @param gap between two questions to a provider about one transaction (ms); left out: a second */
  constructor(store: Store, configurations: readonly RemoteCaConfiguration[], now: () => Date, gap?: number) {
    this.#providers = new RemoteProviders(configurations, now);
    this.sessions = new RemoteSessions(store, this.#providers, now);
    this.transactions = new RemoteTransactions(store, this.#providers, this.sessions, now, gap);
  }

  providers(): readonly RemoteProvider[] {
    return this.#providers.list();
  }

  /** Takes other providers in the place of those before. */
  use(configurations: readonly RemoteCaConfiguration[]): void {
    this.#providers.use(configurations);
  }

  /** Removes old transactions from time to time. */
  start(): void {
    // A store that fails is told by whoever needs it next; the rows wait for the next look.
    const look = () => (this.#running = this.transactions.forgetOld().catch(() => undefined));
    this.#looking = setInterval(() => void look(), lookEvery);
    this.#looking.unref();
  }

  /** Ends all that wait, and the looks. */
  async close(): Promise<void> {
    clearInterval(this.#looking);
    this.transactions.close();
    await this.#running;
  }
}

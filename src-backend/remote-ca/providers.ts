import { DvcttError } from '#shared/contract/errors.ts';
import type { RemoteProvider } from '#shared/domain/remote-ca/provider.ts';
import type { RemoteAdapter } from './adapter.ts';
import { cscAdapter } from './adapters/csc.ts';
import { misaAdapter } from './adapters/misa.ts';
import { viettelAdapter } from './adapters/viettel.ts';
import { vnptAdapter } from './adapters/vnpt.ts';
import type { RemoteCaConfiguration } from './configuration.ts';

/** The providers of the configuration, each behind its adapter. */
export class RemoteProviders {
  readonly #now: () => Date;
  #adapters: ReadonlyMap<string, RemoteAdapter> = new Map();

  constructor(configurations: readonly RemoteCaConfiguration[], now: () => Date) {
    this.#now = now;
    this.use(configurations);
  }

  /** In the place of those before. */
  use(configurations: readonly RemoteCaConfiguration[]): void {
    this.#adapters = new Map(configurations.map((one) => [one.id, adapterOf(one, this.#now)]));
  }

  list(): readonly RemoteProvider[] {
    return [...this.#adapters.values()].map(({ provider }) => provider);
  }

  /** @throws DvcttError REMOTE_NOT_CONFIGURED */
  require(id: string): RemoteAdapter {
    const adapter = this.#adapters.get(id);
    if (adapter === undefined) throw new DvcttError('REMOTE_NOT_CONFIGURED', { provider: id });
    return adapter;
  }
}

function adapterOf(one: RemoteCaConfiguration, now: () => Date): RemoteAdapter {
  switch (one.adapter) {
    case 'vnpt':
      return vnptAdapter(one, shownAs(one, one.asks), now);
    case 'viettel':
      return viettelAdapter(one, shownAs(one, 'username'), now);
    case 'misa':
      return misaAdapter(one, shownAs(one, 'username-password'), now);
    case 'csc':
      return cscAdapter(one, shownAs(one, 'username-password', one.schemes), now);
  }
}

/** What people get to see: nothing of the secrets or the address. */
function shownAs(
  { id, name, app, usernameExample, mostDocuments, waitSeconds, environment }: RemoteCaConfiguration,
  asks: RemoteProvider['asks'],
  schemes: RemoteProvider['schemes'] = ['rsa-pkcs1'],
): RemoteProvider {
  return { id, name, app, asks, usernameExample, mostDocuments, waitSeconds, schemes, environment };
}

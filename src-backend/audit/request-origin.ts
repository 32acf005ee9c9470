import { AsyncLocalStorage } from 'node:async_hooks';

const origins = new AsyncLocalStorage<string>();

/** Runs work for a request from this address: whatever is audited in it names the address, however deep. */
export function withOrigin<T>(origin: string, work: () => T): T {
  return origins.run(origin, work);
}

/** The address behind the request that is being answered; empty for the server's own acts. */
export function currentOrigin(): string {
  return origins.getStore() ?? '';
}

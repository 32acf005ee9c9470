import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openStore, openStoreToRead, type Store } from '#backend/store/open.ts';
import { isDatabaseUrl, shownPlace, takeDatabaseUrl, type StorePlace } from '#backend/store/place.ts';
import { DvcttError } from '#shared/contract/errors.ts';
import { dataFolder } from '../settings.ts';

export interface BackendPlaceOptions {
  readonly data?: string;
  readonly database?: string;
}

/** Where the server of this data folder keeps its files. */
export function backendFolder({ data }: BackendPlaceOptions): string {
  return join(dataFolder(data), 'backend');
}

/** Its store: the database that was named, else the file in its folder. @throws DvcttError USAGE */
export function backendStorePlace(options: BackendPlaceOptions): StorePlace {
  return takeDatabaseUrl(options.database) ?? join(backendFolder(options), 'backend.db');
}

/** Only `dvctt backend` makes a store: a mistyped folder must not get one. @throws DvcttError STORE_MISSING */
export function requireKept(place: StorePlace, options: BackendPlaceOptions): void {
  if (isDatabaseUrl(place) || existsSync(place)) return;
  throw new DvcttError('STORE_MISSING', { folder: backendFolder(options) });
}

/**
 * The store that a server has made, and its place as people may see it.
 * @throws DvcttError USAGE, STORE_MISSING, and as `openStore`
 */
export async function openKeptStore(
  options: BackendPlaceOptions,
): Promise<{ readonly store: Store; readonly place: string }> {
  const place = backendStorePlace(options);
  requireKept(place, options);
  // Fails on a database or a file in which no server has ever kept anything, which `openStore` would fill.
  await (await openStoreToRead(place)).destroy();
  return { store: await openStore(place), place: shownPlace(place) };
}

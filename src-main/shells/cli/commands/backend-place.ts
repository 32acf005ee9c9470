import { join } from 'node:path';
import { takeDatabaseUrl, type StorePlace } from '#backend/store/place.ts';
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

import { migration0001 } from './0001-store.ts';

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** In order; a number is never reused or changed once released. */
export const migrations: readonly Migration[] = [migration0001];

import { migration0001 } from './0001-store.ts';
import { migration0002 } from './0002-one-word-column.ts';
import { migration0003 } from './0003-registrations.ts';
import { migration0004 } from './0004-voucher-book.ts';
import { migration0005 } from './0005-kept-signatures.ts';
import { migration0006 } from './0006-held-since.ts';
import { migration0007 } from './0007-receivers.ts';
import { migration0008 } from './0008-remote-requests.ts';

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** In order; a number is never reused or changed once released. */
export const migrations: readonly Migration[] = [
  migration0001,
  migration0002,
  migration0003,
  migration0004,
  migration0005,
  migration0006,
  migration0007,
  migration0008,
];

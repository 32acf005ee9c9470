import { holderOf } from './status.ts';
import type { StatusLogRow } from './dossier.ts';

/**
 * Since when (ISO instant) the one who holds a dossier now has held it: a step that leaves it on the same desk, as from
 * "wait for the account holder's signature" to "signed, wait for sending", does not begin anew, another desk between
 * does. Undefined when nobody holds it, and for a log that is empty. `log`: oldest first.
 */
export function heldSince(log: readonly Pick<StatusLogRow, 'status' | 'at'>[]): string | undefined {
  const last = log.at(-1);
  const holder = last === undefined ? undefined : holderOf(last.status);
  if (holder === undefined) return undefined;
  const otherDesk = log.findLastIndex(({ status }) => holderOf(status) !== holder);
  return log[otherDesk + 1]?.at;
}

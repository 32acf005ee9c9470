import type { RegistrationLogRow } from './registration.ts';

/**
 * The instant that the frozen declarations bear (`printDeclaration`, `madeAt`): when the last member confirmed, by the
 * newest log row of CHO_PHE_DUYET. Server and desktop print from it and get the same bytes. Undefined until then.
 */
export function declarationsMadeAt(log: readonly RegistrationLogRow[]): Date | undefined {
  const row = log.findLast(({ status }) => status === 'CHO_PHE_DUYET');
  return row === undefined ? undefined : new Date(row.at);
}

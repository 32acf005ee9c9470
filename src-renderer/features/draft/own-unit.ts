import { queryOptions } from '@tanstack/react-query';
import { call } from '../../bridge/bridge.ts';

/** The unit of the person signed in, with its accounts; kept on this machine. */
export const ownUnitQuery = queryOptions({
  queryKey: ['own-unit'],
  queryFn: () => call('unit.get', {}),
});

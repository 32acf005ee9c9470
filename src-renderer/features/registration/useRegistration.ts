import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';

/** Members, account holder and officer act on machines of their own, and nobody tells this one: it asks so often (ms). */
export const whileOthersAct = 10_000;
const othersAct: ReadonlySet<string> = new Set(['CHO_HOAN_THIEN', 'CHO_PHE_DUYET', 'CHO_KBNN']);

export function useRegistration(id: string) {
  return useQuery({
    queryKey: keys.registration(id),
    queryFn: () => call('registrations.get', { id }),
    // Not under the fingers of who edits.
    refetchInterval: ({ state: { data } }) =>
      data?.saved.state === 'sent' && othersAct.has(data.status) ? whileOthersAct : false,
  });
}

/** Puts an answer of the core in place of what is on screen, and makes the lists ask again. */
export function useTakeRegistration(): (view: RegistrationView) => void {
  const client = useQueryClient();
  return (view) => {
    client.setQueryData(keys.registration(view.id), view);
    void client.invalidateQueries({ queryKey: keys.registrations });
  };
}

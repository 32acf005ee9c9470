import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';

export function useRegistration(id: string) {
  return useQuery({ queryKey: keys.registration(id), queryFn: () => call('registrations.get', { id }) });
}

/** Puts an answer of the core in place of what is on screen, and makes the lists ask again. */
export function useTakeRegistration(): (view: RegistrationView) => void {
  const client = useQueryClient();
  return (view) => {
    client.setQueryData(keys.registration(view.id), view);
    void client.invalidateQueries({ queryKey: keys.registrations });
  };
}

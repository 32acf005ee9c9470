import { useQuery } from '@tanstack/react-query';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';

/** Modules, tokens and readers; `tokens.changed` makes it stale. */
export function useTokenList() {
  return useQuery({ queryKey: keys.tokens, queryFn: () => call('tokens.list', {}) });
}

/** Certificates of every token, the person's own first. */
export function useCertificates() {
  return useQuery({
    queryKey: keys.certificates,
    queryFn: () => call('certificates.list', {}),
    staleTime: 0,
  });
}

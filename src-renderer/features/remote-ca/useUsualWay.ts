import { useSession } from '../../app/useSession.ts';
import { usualWay, type SignWay } from './sign-way.ts';
import { useProviders, useRemoteCertificates } from './useRemote.ts';

/** How this person is likely to sign next, for words before the choice; no token is asked for it. */
export function useUsualWay(): SignWay | 'either' {
  const person = useSession().data?.user?.username ?? '';
  const offered = (useProviders().data ?? []).length > 0;
  const remote = useRemoteCertificates().data ?? [];
  return usualWay({ offered, remote }, person);
}

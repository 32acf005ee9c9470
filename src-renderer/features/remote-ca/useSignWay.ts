import { useState } from 'react';
import type { CertificateView } from '#shared/contract/tokens.ts';
import { useSession } from '../../app/useSession.ts';
import { useCertificates } from '../tokens/useTokens.ts';
import { firstWay, rememberedWay, rememberWay, type SignWay } from './sign-way.ts';
import { useProviders, useRemoteCertificates } from './useRemote.ts';

export interface SignWays {
  /** Whether there is anything to choose: the server knows a provider. */
  readonly offered: boolean;
  readonly way: SignWay;
  readonly choose: (way: SignWay) => void;
  /** What stood first unasked is signed with: it comes first the next time too. */
  readonly keep: () => void;
  /** Certificates of the way chosen. */
  readonly listed: readonly CertificateView[];
}

/**
 * Token or phone, and the certificates of either. `fixed`: there is nothing to choose; `declared`: the form in which the
 * signer is known to be registered comes first.
 */
export function useSignWay({
  fixed,
  declared,
}: { fixed?: SignWay; declared?: SignWay | undefined } = {}): SignWays {
  const [picked, setPicked] = useState<SignWay>();
  const person = useSession().data?.user?.username ?? '';
  const offered = (useProviders().data ?? []).length > 0;
  const remote = useRemoteCertificates().data ?? [];
  const token = (useCertificates().data?.certificates ?? []).filter((one) => one.remote === undefined);
  const way =
    fixed ?? (offered ? (picked ?? declared ?? firstWay({ token, remote }, rememberedWay(person))) : 'token');
  return {
    offered,
    way,
    choose: (next) => {
      setPicked(next);
      rememberWay(person, next);
    },
    keep: () => {
      if (offered) rememberWay(person, way);
    },
    listed: way === 'remote' ? remote : token,
  };
}

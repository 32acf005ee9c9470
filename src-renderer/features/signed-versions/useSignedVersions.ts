import { useQuery } from '@tanstack/react-query';
import type { DossierView } from '#shared/contract/ipc.ts';
import { cameBack } from '#shared/domain/dossiers/status.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';

/** Only a dossier that came back has any: nothing is asked for the others. */
export function mayHaveSignedVersions({ log }: Pick<DossierView, 'log'>): boolean {
  return log.some(({ status }) => cameBack(status));
}

export function useSignedVersions(dossier: Pick<DossierView, 'code' | 'log'>) {
  const { code, log } = dossier;
  return useQuery({
    queryKey: keys.signedVersions(code, log.length),
    queryFn: () => call('dossiers.versions', { code }),
    enabled: mayHaveSignedVersions(dossier),
  });
}

/** The content and the documents of one of them; both are frozen. */
export function useSignedVersion(code: DossierCode, version: number) {
  return useQuery({
    queryKey: keys.signedVersion(code, version),
    queryFn: () => call('dossiers.version', { code, version }),
    staleTime: Infinity,
    gcTime: 60_000,
  });
}

import { useTranslation } from 'react-i18next';
import type { Failure } from '#shared/contract/errors.ts';
import { routeHref, useRoute } from '../../app/route.ts';
import { useSession } from '../../app/useSession.ts';
import { useRemoteCertificates } from '../remote-ca/useRemote.ts';
import { useCertificates } from '../tokens/useTokens.ts';
import { RenewButton } from './RenewButton.tsx';
import { isRenewable } from './renewable.ts';

/** Beside the refusal CERT_NOT_REGISTERED: the change dossier for the certificate, where it is clear which one was meant. */
export function RenewalOffer({ failure }: { readonly failure: Pick<Failure, 'code'> }) {
  const signedIn = (useSession().data?.user ?? null) !== null;
  const within = useRoute().screen === 'registration';
  return failure.code === 'CERT_NOT_REGISTERED' && signedIn && !within ? <Offer /> : null;
}

function Offer() {
  const { t } = useTranslation();
  const user = useSession().data?.user ?? undefined;
  const onTokens = useRoute().screen === 'tokens';
  const plugged = (useCertificates().data?.certificates ?? []).filter(({ remote }) => remote === undefined);
  const remote = useRemoteCertificates().data ?? [];
  const renewable = [...plugged, ...remote].filter((one) => isRenewable(one, user));
  const [only, ...others] = renewable;
  if (only === undefined) return null;
  if (others.length === 0) return <RenewButton certificate={only} />;
  return onTokens ? (
    <span>{t('renewal.which')}</span>
  ) : (
    <a href={routeHref({ screen: 'tokens' })}>{t('renewal.which')}</a>
  );
}

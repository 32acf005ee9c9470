import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../bridge/bridge.ts';
import { notifyFailure } from '../../components/notify.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { CertificateRow } from '../tokens/CertificateRow.tsx';
import { HolderHeading } from '../tokens/HolderHeading.tsx';
import { holdersOf } from '../tokens/holders.ts';
import { ProviderFetch } from './ProviderFetch.tsx';
import { useProviders, useRemoteCertificates } from './useRemote.ts';

/** On the screen of tokens: certificates at providers, by person; nothing where the server knows no provider. */
export function RemoteSection() {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const providers = useProviders();
  const certificates = useRemoteCertificates().data ?? [];
  const close = useMutation({
    mutationFn: (provider: string) => call('remote.close', { provider }),
    onError: (thrown) => notifyFailure(thrown, languageOf(i18n)),
    onSettled: () => client.invalidateQueries({ queryKey: ['remote'] }),
  });
  const offered = providers.data ?? [];
  if (offered.length === 0) return null;
  return (
    <section aria-labelledby="remote-heading" className="stack">
      <div>
        <h2 id="remote-heading" style={{ margin: 0 }}>
          {t('remoteCa.certificate.heading')}
        </h2>
        <p className="quiet" style={{ margin: 0 }}>
          {t('remoteCa.certificate.lead')}
        </p>
      </div>
      {holdersOf(certificates).map((holder, index) => (
        <article key={holder.key} className="sheet holder" aria-labelledby={`remote-holder-${index}`}>
          <HolderHeading holder={holder} id={`remote-holder-${index}`} />
          <ul>
            {holder.certificates.map((certificate) => (
              <CertificateRow key={certificate.id} certificate={certificate} onChallenge={undefined} />
            ))}
          </ul>
        </article>
      ))}
      <div className="sheet padded stack">
        <ProviderFetch />
        {offered.some(({ open }) => open) && (
          <div className="row">
            {offered
              .filter(({ open }) => open)
              .map(({ id, name }) => (
                <Button
                  key={id}
                  variant="subtle"
                  size="compact-md"
                  loading={close.isPending && close.variables === id}
                  onClick={() => close.mutate(id)}
                >
                  {t('remoteCa.certificate.close', { provider: name })}
                </Button>
              ))}
          </div>
        )}
      </div>
    </section>
  );
}

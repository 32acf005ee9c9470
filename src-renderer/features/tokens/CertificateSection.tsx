import { Button, Loader } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateView, TokenView } from '#shared/contract/tokens.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { CertificateRow } from './CertificateRow.tsx';
import { HolderHeading } from './HolderHeading.tsx';
import { holdersOf, isBeside } from './holders.ts';
import { takesPin } from './pin-work.ts';
import { useCertificates } from './useTokens.ts';

/** Certificates by person; those that nobody signs with are one click away. */
export function CertificateSection({
  tokens,
  onChallenge,
}: {
  readonly tokens: readonly TokenView[];
  readonly onChallenge: (certificate: CertificateView) => void;
}) {
  const { t } = useTranslation();
  const list = useCertificates();
  const [all, setAll] = useState(false);
  // Those of providers stand below, in a section of their own.
  const certificates = (list.data?.certificates ?? []).filter((one) => one.remote === undefined);
  const beside = certificates.filter(isBeside).length;
  const holders = holdersOf(all ? certificates : certificates.filter((one) => !isBeside(one)));
  const mayChallenge = (certificate: CertificateView) => {
    const token = tokens.find(({ serial }) => serial === certificate.tokenSerial);
    return token !== undefined && takesPin(token) && !isBeside(certificate);
  };
  const pending = list.data?.pending.length ?? 0;
  // Without tokens the steps above say all there is to say.
  if (
    tokens.length === 0 &&
    certificates.length === 0 &&
    list.error === null &&
    list.data?.problems.length === 0
  )
    return null;
  return (
    <section aria-labelledby="certificates-heading" className="stack">
      <h2 id="certificates-heading" style={{ margin: 0 }}>
        {t('tokens.certificates.heading')}
      </h2>
      {list.isPending && (
        <span className="row" role="status">
          <Loader size="sm" role="presentation" /> {t('tokens.certificates.reading')}
        </span>
      )}
      {list.error !== null && <FailureNotice error={list.error} retry={() => void list.refetch()} />}
      {list.data?.problems.map((problem, index) => (
        <FailureNotice key={`${problem.code}-${index}`} failure={problem} tone="warn" />
      ))}
      {pending > 0 && (
        <p className="quiet" role="status" style={{ margin: 0 }}>
          {t('tokens.certificates.pending', { count: pending })}
        </p>
      )}
      {list.data !== undefined && holders.length === 0 && pending === 0 && tokens.length > 0 && (
        <p className="quiet" style={{ margin: 0 }}>
          {t('tokens.certificates.none')}
        </p>
      )}
      {holders.map((holder, index) => (
        <article key={holder.key} className="sheet holder" aria-labelledby={`holder-${index}`}>
          <HolderHeading holder={holder} id={`holder-${index}`} />
          <ul>
            {holder.certificates.map((certificate) => (
              <CertificateRow
                key={certificate.id}
                certificate={certificate}
                onChallenge={mayChallenge(certificate) ? () => onChallenge(certificate) : undefined}
              />
            ))}
          </ul>
        </article>
      ))}
      {beside > 0 && (
        <div className="row">
          <Button variant="default" size="sm" aria-expanded={all} onClick={() => setAll(!all)}>
            {t(all ? 'tokens.certificates.showLess' : 'tokens.certificates.showMore', { count: beside })}
          </Button>
          <span className="quiet small">{t('tokens.certificates.showMoreWhy')}</span>
        </div>
      )}
    </section>
  );
}

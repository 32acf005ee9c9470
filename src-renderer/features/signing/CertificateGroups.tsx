import { Button } from '@mantine/core';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateView } from '#shared/contract/tokens.ts';
import { useSession } from '../../app/useSession.ts';
import { RenewButton } from '../renewal/RenewButton.tsx';
import { HolderHeading } from '../tokens/HolderHeading.tsx';
import { holdersToSign, isBeside } from '../tokens/holders.ts';
import { CertificateCard } from './CertificateCard.tsx';

/** The certificates to choose from, by person; the person's own first, then who can sign; what nobody signs with is one click off. */
export function CertificateGroups({
  certificates,
  chosen,
  onChoose,
}: {
  readonly certificates: readonly CertificateView[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const beside = certificates.filter(isBeside).length;
  const registered = useSession().data?.user?.certificateSerial;
  const sorted = holdersToSign(all ? certificates : certificates.filter((one) => !isBeside(one)), registered);
  return (
    <>
      {sorted.length > 0 && (
        <fieldset className="certificates">
          <legend className="visually-hidden">{t('signing.choose')}</legend>
          {sorted.map((holder, index) => (
            <div
              key={holder.key}
              className="certificates"
              role="group"
              aria-labelledby={`signing-holder-${index}`}
            >
              <HolderHeading holder={holder} id={`signing-holder-${index}`} />
              {holder.certificates.map((certificate) => (
                <Fragment key={certificate.id}>
                  <CertificateCard
                    certificate={certificate}
                    chosen={certificate.id === chosen}
                    onChoose={() => onChoose(certificate.id)}
                  />
                  {/* Beside the card and not in it: the card is the label of its radio button. */}
                  <RenewButton certificate={certificate} />
                </Fragment>
              ))}
            </div>
          ))}
        </fieldset>
      )}
      {beside > 0 && (
        <div className="row">
          <Button variant="default" size="compact-md" aria-expanded={all} onClick={() => setAll(!all)}>
            {t(all ? 'tokens.certificates.showLess' : 'tokens.certificates.showMore', { count: beside })}
          </Button>
          <span className="quiet small">{t('tokens.certificates.showMoreWhy')}</span>
        </div>
      )}
    </>
  );
}

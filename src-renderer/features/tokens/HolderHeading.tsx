import { IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Holder } from './holders.ts';

/** Whose certificates follow: name, organisation, and the numbers by which offices know them. */
export function HolderHeading({ holder, id }: { readonly holder: Holder; readonly id: string }) {
  const { t } = useTranslation();
  return (
    <div className="holder-heading">
      <IconUser size={22} aria-hidden />
      <div className="grow">
        <h3 id={id}>{holder.name}</h3>
        {(holder.organisation !== '' || holder.identities.length > 0) && (
          <div className="quiet small holder-facts">
            {holder.organisation !== '' && <span>{holder.organisation}</span>}
            {holder.identities.map(({ kind, value }) => (
              <span key={`${kind}:${value}`} className="figures">
                {t(`tokens.identity.${kind}`)} <b>{value}</b>
              </span>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}

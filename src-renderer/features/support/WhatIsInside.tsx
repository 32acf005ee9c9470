import { IconCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Says plainly what the file holds and what it never holds, before it is made. */
export function WhatIsInside() {
  const { t } = useTranslation();
  return (
    <div className="support-inside">
      <section className="sheet padded">
        <h2>{t('support.inside')}</h2>
        <ul>
          {(['checks', 'tokens', 'log', 'system'] as const).map((item) => (
            <li key={item} data-tone="good">
              <IconCheck size={20} aria-hidden />
              {t(`support.insideList.${item}`)}
            </li>
          ))}
        </ul>
      </section>
      <section className="sheet padded">
        <h2>{t('support.outside')}</h2>
        <ul>
          {(['secrets', 'people', 'dossiers'] as const).map((item) => (
            <li key={item} data-tone="bad">
              <IconX size={20} aria-hidden />
              {t(`support.outsideList.${item}`)}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

import { Button } from '@mantine/core';
import { IconUserX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureText, type Failure } from '#shared/contract/errors.ts';
import { keys } from '../../bridge/queries.ts';
import { languageOf } from '../../i18n/i18n.ts';

/** Access was revoked and the data here erased: said once, on a screen of its own, until it has been read. */
export function RevokedScreen({ failure }: { readonly failure: Failure }) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const text = failureText(failure.code, languageOf(i18n));
  const unsent = Number(failure.details?.['unsent'] ?? 0);
  return (
    <main className="door" role="alert">
      <div className="door-box sheet">
        <IconUserX size={44} stroke={1.4} aria-hidden className="door-icon bad" />
        <h1>{text.heading}</h1>
        <p>{text.explanation}</p>
        {unsent > 0 && <p>{t('account.revokedUnsent', { count: unsent })}</p>}
        <p>
          <b>{t('app.remedy')}:</b> {text.remedy}
        </p>
        <Button autoFocus onClick={() => client.setQueryData(keys.revoked, null)}>
          {t('account.revokedClose')}
        </Button>
      </div>
    </main>
  );
}

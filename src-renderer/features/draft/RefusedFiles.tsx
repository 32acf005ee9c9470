import { CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { failureText } from '#shared/contract/errors.ts';
import { Notice } from '../../components/Notice.tsx';
import { languageOf } from '../../i18n/i18n.ts';
import type { RefusedFile } from './useAttaching.ts';

/** Files that were not taken, each with its reason, until the person has closed it. */
export function RefusedFiles({
  refused,
  onDismiss,
}: {
  readonly refused: readonly RefusedFile[];
  readonly onDismiss: (id: string) => void;
}) {
  const { t, i18n } = useTranslation();
  if (refused.length === 0) return null;
  return (
    <ul className="refused-files" aria-label={t('attachments.refusedList')}>
      {refused.map(({ id, name, failure }) => {
        const text = failureText(failure.code, languageOf(i18n));
        return (
          <li key={id}>
            <Notice tone="bad" heading={t('attachments.refused', { name })}>
              <p>
                <b>{text.heading}.</b> {text.explanation} {text.remedy}
              </p>
            </Notice>
            <CloseButton aria-label={t('attachments.dismiss', { name })} onClick={() => onDismiss(id)} />
          </li>
        );
      })}
    </ul>
  );
}

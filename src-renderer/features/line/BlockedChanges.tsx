import { useTranslation } from 'react-i18next';
import type { Unsent } from './unsent.ts';

/** What no line and no signing in will send: it needs a choice or an answer of the person first. */
export function BlockedChanges({ changes }: { readonly changes: Unsent }) {
  const { t } = useTranslation();
  const { toChoose, refused } = changes;
  return (
    <>
      {toChoose > 0 && <p>{t('line.sentAfterChoice', { count: toChoose })}</p>}
      {refused > 0 && <p>{t('line.sentAfterRefusal', { count: refused })}</p>}
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DossierView } from '#shared/contract/ipc.ts';
import type { ContentChange } from '#shared/domain/drafts/content-change.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { Notice } from '../../components/Notice.tsx';
import { languageOf } from '../../i18n/i18n.ts';
import { Differences } from './Differences.tsx';

/** What is different from what this person last saw of the dossier, place by place; nothing when nothing is. */
export function SeenDifferences({
  dossier,
  voucherId,
}: {
  readonly dossier: DossierView;
  /** This voucher's first, the others one click away. */
  readonly voucherId?: string;
}) {
  const { t, i18n } = useTranslation();
  const { data } = useQuery({
    queryKey: keys.seenDifferences(dossier.code, dossier.version),
    queryFn: () => call('batch.differences', { code: dossier.code }),
    // What was last seen moves on when the documents are opened; what changed since the last visit stays on screen.
    staleTime: Infinity,
  });
  if (data?.seenVersion === undefined) return null;
  const wording = { t, language: languageOf(i18n), contents: [dossier.content] };
  const isMine = ({ path }: ContentChange) =>
    voucherId === undefined || path === `vouchers/${voucherId}` || path.startsWith(`vouchers/${voucherId}/`);
  const mine = data.changes.filter(isMine);
  const others = data.changes.filter((change) => !isMine(change));
  if (mine.length === 0 && others.length === 0 && voucherId === undefined) return null;
  return (
    <Notice tone="warn" heading={t('batch.differences')}>
      <p className="quiet small">{t('batch.differencesSince', { version: data.seenVersion })}</p>
      {mine.length === 0 ? (
        <p>{t('batch.differencesNone')}</p>
      ) : (
        <Differences changes={mine} wording={wording} />
      )}
      {others.length > 0 && (
        <details>
          <summary>{t('batch.differencesOthers', { count: others.length })}</summary>
          <Differences changes={others} wording={wording} />
        </details>
      )}
    </Notice>
  );
}

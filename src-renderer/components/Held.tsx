import { useTranslation } from 'react-i18next';
import type { DossierSummary } from '#shared/contract/ipc.ts';
import { age, dayAndTime } from '../features/line/line-words.ts';
import { formatMinute } from '../format/date.ts';

/** Who must act now and since when, how long ago and on which day. */
export function Held({
  dossier,
  now,
  inline = false,
}: {
  readonly dossier: Pick<DossierSummary, 'heldBy' | 'heldSince'>;
  readonly now: Date;
  /** In one line. */
  readonly inline?: boolean;
}) {
  const { t } = useTranslation();
  const { heldBy, heldSince } = dossier;
  if (heldBy === undefined) return <>{t('list.closed')}</>;
  return (
    <span className="held-by" title={heldSince === undefined ? undefined : formatMinute(heldSince)}>
      {inline ? <b>{t(`role.${heldBy}`)}</b> : t(`role.${heldBy}`)}
      {heldSince !== undefined && (
        <time className={inline ? 'figures' : 'quiet small figures'} dateTime={heldSince}>
          {inline && ' · '}
          {t('list.heldSince', { age: age(heldSince, now, t), at: dayAndTime(heldSince, now, t) })}
        </time>
      )}
    </span>
  );
}

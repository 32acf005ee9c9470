import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftVersion } from '#shared/contract/sync/window.ts';
import { formatClock, formatDay } from '../../format/date.ts';

/** Rows shown at first, and with each press of “more”. */
const step = 100;

/** Newest first. */
export function VersionList({
  versions,
  chosen,
  onChoose,
}: {
  readonly versions: readonly DraftVersion[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}) {
  const { t } = useTranslation();
  const [most, setMost] = useState(step);
  const hidden = versions.length - most;
  return (
    <nav className="sheet version-list" aria-label={t('history.versions')}>
      <div className="list-head">
        <h2>
          {t('history.versions')} <span className="quiet figures">({versions.length})</span>
        </h2>
      </div>
      <div className="document-list">
        {versions.slice(0, most).map((version) => (
          <button
            key={version.id}
            type="button"
            className="version"
            aria-current={version.id === chosen}
            onClick={() => onChoose(version.id)}
          >
            <span className="name figures">
              {formatDay(version.at)} {formatClock(new Date(version.at))}
            </span>
            <span className="version-by">{version.by}</span>
            <small>{t(`history.cause.${version.cause}`)}</small>
            <span className="version-marks">
              {version.current && (
                <span className="badge" data-tone="good">
                  {t('history.current')}
                </span>
              )}
              {version.unsent && (
                <span className="badge" data-tone="warn">
                  {t('history.unsent')}
                </span>
              )}
            </span>
          </button>
        ))}
      </div>
      {hidden > 0 && (
        <Button variant="subtle" size="sm" fullWidth onClick={() => setMost(most + step)}>
          {t('history.moreVersions', { count: Math.min(step, hidden) })}
        </Button>
      )}
    </nav>
  );
}

import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ImportPreview } from '#shared/contract/transfer.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { call } from '../../bridge/bridge.ts';
import { formatCount } from '../../format/count.ts';
import { useSaveFile } from '../export/useSaveFile.ts';
import { shownRows, totalOfRows } from './import-desk.ts';
import { PreviewTable } from './PreviewTable.tsx';
import { useImportDesk } from './useImportDesk.ts';

const tones = { ready: 'good', 'to-fix': 'warn', refused: 'bad' } as const;
const states = ['ready', 'to-fix', 'refused'] as const;

/** What was found, sorted by what can be done with it. */
export function Preview({ preview }: { readonly preview: ImportPreview }) {
  const { t } = useTranslation();
  const { desk, change } = useImportDesk();
  const of = (state: (typeof states)[number]) => preview.rows.filter((row) => row.state === state);
  return (
    <section className="sheet" aria-labelledby="import-preview">
      <div className="import-preview-head">
        <h2 id="import-preview">{t('importing.preview')}</h2>
        <p className="figures" role="status">
          {states.map((state) => {
            const rows = of(state);
            return rows.length === 0 ? null : (
              <span key={state} className="badge" data-tone={tones[state]}>
                {t(state === 'refused' ? 'importing.sumsRefused' : 'importing.sums', {
                  state: t(`importing.state.${state}`),
                  count: rows.length,
                  total: formatDong(totalOfRows(rows)),
                })}
              </span>
            );
          })}
        </p>
        <div className="row">
          <div className="status-chips import-chips" role="group" aria-label={t('importing.filter')}>
            {(['all', ...states] as const).map((state) => {
              const count = state === 'all' ? preview.rows.length : of(state).length;
              return (
                <button
                  key={state}
                  type="button"
                  className="status-chip"
                  data-none={count === 0}
                  aria-pressed={desk.filter === state}
                  onClick={() => change({ filter: state })}
                >
                  {t(`importing.state.${state}`)} <b className="figures">{formatCount(count)}</b>
                </button>
              );
            })}
          </div>
          <span className="grow" />
          <Report importId={preview.importId} format="xlsx" />
          <Report importId={preview.importId} format="csv" />
        </div>
      </div>
      <PreviewTable key={desk.filter} rows={shownRows(desk)} />
    </section>
  );
}

function Report({ importId, format }: { readonly importId: string; readonly format: 'csv' | 'xlsx' }) {
  const { t } = useTranslation();
  const save = useSaveFile();
  return (
    <Button
      size="sm"
      variant="default"
      title={t('importing.reportHint')}
      leftSection={<IconDownload size={18} aria-hidden />}
      loading={save.isPending}
      onClick={() => save.mutate(() => call('import.report', { importId, format }))}
    >
      {t('importing.report', { format: format === 'csv' ? 'CSV' : 'Excel' })}
    </Button>
  );
}

import { Button, Loader, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import {
  IconDownload,
  IconListDetails,
  IconPlayerRecord,
  IconPlayerStop,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trace } from '#shared/contract/trace.ts';
import { useInfo } from '../../app/useSession.ts';
import { Empty } from '../../components/Empty.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { downloadBlob } from '../../document/download.ts';
import { formatCount } from '../../format/count.ts';
import { TraceTable } from './TraceTable.tsx';
import {
  countRows,
  fileNameOf,
  filterRows,
  modulesOf,
  slowFrom,
  traceJson,
  traceKinds,
  traceText,
  type TraceFilter,
} from './trace-view.ts';
import { useTrace } from './useTrace.ts';
import './trace.css';

/** Each call to the token drivers as it happens, for IT support: to watch, to narrow down, to export. */
export default function TraceScreen() {
  const { t } = useTranslation();
  const { trace, set, clear, list } = useTrace();
  const on = trace.data?.on === true;
  return (
    <div className="page trace stack">
      <div className="title-row" style={{ margin: 0 }}>
        <div className="grow">
          <h1>{t('trace.title')}</h1>
          <span className="quiet">{t('trace.lead')}</span>
        </div>
        <Button
          color={on ? 'seal' : 'ink'}
          leftSection={
            on ? <IconPlayerStop size={20} aria-hidden /> : <IconPlayerRecord size={20} aria-hidden />
          }
          loading={set.isPending}
          onClick={() => set.mutate(!on)}
        >
          {t(on ? 'trace.stop' : 'trace.start')}
        </Button>
      </div>
      {trace.error !== null && <FailureNotice error={trace.error} retry={() => void trace.refetch()} />}
      {trace.isPending && <Loader size="sm" role="status" aria-label={t('app.loading')} />}
      {trace.data !== undefined && (
        <>
          <Notice tone={on ? 'warn' : 'info'}>
            <p>{t(on ? 'trace.on' : 'trace.off')}</p>
          </Notice>
          <div className="row">
            <Button
              size="sm"
              variant="default"
              leftSection={<IconRefresh size={18} aria-hidden />}
              disabled={!on}
              loading={list.isPending}
              onClick={() => list.mutate()}
            >
              {t('trace.list')}
            </Button>
            <Exports trace={trace.data} />
            <span className="grow" />
            <Button
              size="sm"
              variant="default"
              leftSection={<IconTrash size={18} aria-hidden />}
              disabled={trace.data.rows.length === 0}
              loading={clear.isPending}
              onClick={() => clear.mutate()}
            >
              {t('trace.clear')}
            </Button>
          </div>
          <Timeline trace={trace.data} />
        </>
      )}
    </div>
  );
}

function Exports({ trace }: { readonly trace: Trace }) {
  const { t } = useTranslation();
  const version = useInfo().data?.version ?? '';
  const save = (kind: 'json' | 'txt') => {
    const at = new Date();
    const text = (kind === 'json' ? traceJson : traceText)(trace, version, at);
    const name = `dvctt-pkcs11-${at.toISOString().slice(0, 19).replace(/[:T]/g, '-')}.${kind}`;
    downloadBlob(new Blob([text], { type: kind === 'json' ? 'application/json' : 'text/plain' }), name);
  };
  return (
    <>
      {(['json', 'txt'] as const).map((kind) => (
        <Button
          key={kind}
          size="sm"
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden />}
          disabled={trace.rows.length === 0}
          onClick={() => save(kind)}
        >
          {t(kind === 'json' ? 'trace.exportJson' : 'trace.exportText')}
        </Button>
      ))}
    </>
  );
}

function Timeline({ trace: { rows, on, dropped } }: { readonly trace: Trace }) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<TraceFilter>({ kind: 'all', module: '', words: '' });
  const counts = useMemo(() => countRows(rows), [rows]);
  const modules = useMemo(() => modulesOf(rows), [rows]);
  const shown = useMemo(() => filterRows(rows, filter), [rows, filter]);
  if (rows.length === 0) {
    return (
      <Empty
        icon={IconListDetails}
        heading={t('trace.empty')}
        hint={t(on ? 'trace.emptyOn' : 'trace.emptyOff')}
      />
    );
  }
  return (
    <>
      <div className="row">
        <NativeSelect
          size="sm"
          aria-label={t('trace.module')}
          value={filter.module}
          onChange={(event) => setFilter({ ...filter, module: event.currentTarget.value })}
          data={[
            { value: '', label: t('trace.everyModule') },
            ...modules.map((path) => ({ value: path, label: fileNameOf(path) })),
          ]}
        />
        <SegmentedControl
          size="sm"
          aria-label={t('trace.kind')}
          value={filter.kind}
          onChange={(kind) => setFilter({ ...filter, kind })}
          data={traceKinds.map((kind) => ({ value: kind, label: t(`trace.kinds.${kind}`) }))}
        />
        <TextInput
          size="sm"
          type="search"
          aria-label={t('trace.words')}
          placeholder={t('trace.words')}
          value={filter.words}
          onChange={(event) => setFilter({ ...filter, words: event.currentTarget.value })}
        />
        <span className="quiet small">{t('trace.slowHint', { ms: slowFrom })}</span>
      </div>
      <p className="quiet small figures" style={{ margin: 0 }}>
        {t('trace.counts', {
          calls: formatCount(counts.calls),
          errors: formatCount(counts.errors),
          slow: formatCount(counts.slow),
          hung: formatCount(counts.hung),
        })}
        {shown.length !== rows.length && <> · {t('trace.shown', { count: shown.length })}</>}
        {dropped > 0 && <> · {t('trace.dropped', { count: dropped })}</>}
      </p>
      {shown.length === 0 ? <p className="quiet">{t('trace.noneFit')}</p> : <TraceTable rows={shown} />}
    </>
  );
}

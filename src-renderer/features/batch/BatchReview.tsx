import { Button, Loader } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowLeft, IconInbox, IconRefresh, IconSignature } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchEntry, BatchReview as Review } from '#shared/contract/batch.ts';
import { toldFailure } from '#shared/contract/told-failure.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { routeHref } from '../../app/route.ts';
import { subscribe } from '../../bridge/bridge.ts';
import { Empty } from '../../components/Empty.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useShortcut } from '../../components/useShortcut.ts';
import { formatCount } from '../../format/count.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { entryKey, groupsOf, isLookedAt, ticked, totalOf, withKeys } from './batch-desk.ts';
import { BatchSigning } from './BatchSigning.tsx';
import { ReviewFilters } from './ReviewFilters.tsx';
import { ReviewList } from './ReviewList.tsx';
import { ReviewPreview } from './ReviewPreview.tsx';
import { useBatchDesk, useReview, useReviewOf } from './useBatchDesk.ts';

/** How long (ms) the row must stand before its printed form is fetched: whoever holds an arrow down reads nothing. */
const restOnRow = 120;

/** Everything that is about to be signed, dossier by dossier, beside the printed form of the row at hand. */
export function BatchReview() {
  const { t } = useTranslation();
  const [desk] = useBatchDesk();
  const review = useReview(desk);
  const again = useReviewOf();
  const stale = useStale(new Set(desk.codes));
  const readAgain = () => again(desk.codes);
  return (
    <div className="page batch">
      <header className="sheet padded batch-head">
        <a className="back" href={routeHref({ screen: 'dossiers' })}>
          <IconArrowLeft size={18} aria-hidden /> {t('batch.back')} <kbd aria-hidden>Alt+L</kbd>
        </a>
        {review.data === undefined ? (
          <h1>{t('batch.title')}</h1>
        ) : (
          <ReviewHead review={review.data} reading={review.isFetching} onReadAgain={readAgain} />
        )}
      </header>
      {stale && (
        <Notice tone="warn" heading={t('batch.stale')}>
          <p>{t('batch.staleHint')}</p>
          <Button size="compact-md" mt="xs" variant="default" onClick={readAgain}>
            {t('batch.readAgain')}
          </Button>
        </Notice>
      )}
      {review.isLoading && (
        <div className="sheet empty" role="status">
          <Loader role="presentation" />
          <p>{t('batch.reading')}</p>
        </div>
      )}
      {review.error !== null && <FailureNotice error={review.error} retry={() => void review.refetch()} />}
      {review.data !== undefined && (
        <>
          <Refused refused={review.data.refused} />
          {review.data.entries.length === 0 ? (
            <div className="sheet">
              <Empty icon={IconInbox} heading={t('batch.nothing')} hint={t('batch.nothingHint')}>
                <a href={routeHref({ screen: 'dossiers' })}>{t('batch.toList')}</a>
              </Empty>
            </div>
          ) : (
            <ReviewDesk review={review.data} onReadAgain={readAgain} />
          )}
        </>
      )}
    </div>
  );
}

/** Whether one of the dossiers has changed since the list was made. */
function useStale(codes: ReadonlySet<string>): boolean {
  const [stale, setStale] = useState(false);
  const onChanged = useEffectEvent((code: string | undefined) => {
    if (code !== undefined && codes.has(code)) setStale(true);
  });
  useEffect(
    () => subscribe((event) => event.name === 'dossiers.changed' && onChanged(event.payload.code)),
    [],
  );
  return stale;
}

/** How much is ticked, and the button that signs it. */
function ReviewHead({
  review,
  reading,
  onReadAgain,
}: {
  readonly review: Review;
  readonly reading: boolean;
  readonly onReadAgain: () => void;
}) {
  const { t } = useTranslation();
  const [desk] = useBatchDesk();
  const [signing, setSigning] = useState(false);
  const chosen = ticked(review, desk);
  const vouchers = chosen.filter(({ kind }) => kind === 'voucher').length;
  const files = chosen.length - vouchers;
  const looked = chosen.filter((entry) => isLookedAt(entry, desk)).length;
  const begin = () => setSigning(true);
  useShortcut('ctrl+enter', begin, chosen.length > 0);
  return (
    <div className="row">
      <div className="grow">
        <h1>{t('batch.title')}</h1>
        <p className="figures" role="status">
          <b>
            {t('batch.lead', {
              count: vouchers,
              dossiers: formatCount(new Set(chosen.map(({ code }) => code)).size),
              total: formatDong(totalOf(chosen)),
            })}
          </b>
          {files > 0 && ` · ${t('batch.attachments', { count: files })}`}
          <span className="quiet">
            {' '}
            · {t('batch.openedState', { opened: formatCount(looked), all: formatCount(chosen.length) })}
          </span>
        </p>
      </div>
      <Button
        variant="default"
        leftSection={<IconRefresh size={18} aria-hidden />}
        loading={reading}
        onClick={onReadAgain}
      >
        {t('batch.readAgain')}
      </Button>
      <Button
        size="lg"
        leftSection={<IconSignature size={24} aria-hidden />}
        disabled={chosen.length === 0}
        onClick={begin}
      >
        {t('batch.sign', { count: chosen.length })} <kbd aria-hidden>Ctrl+Enter</kbd>
      </Button>
      {signing && <BatchSigning entries={chosen} desk={desk} onClose={() => setSigning(false)} />}
    </div>
  );
}

function Refused({ refused }: { readonly refused: Review['refused'] }) {
  const { t, i18n } = useTranslation();
  if (refused.length === 0) return null;
  return (
    <Notice tone="warn" heading={t('batch.refused', { count: refused.length })}>
      <ul className="unopened">
        {refused.map(({ code, title, failure }) => {
          const { heading, remedy } = toldFailure(failure, languageOf(i18n));
          return (
            <li key={code}>
              <a href={routeHref({ screen: 'dossier', code })}>{title === '' ? code : title}</a>:{' '}
              <b>{heading}.</b> {remedy}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}

/** The list and, beside it, what the row at hand looks like on paper. */
function ReviewDesk({ review, onReadAgain }: { readonly review: Review; readonly onReadAgain: () => void }) {
  const { t } = useTranslation();
  const [desk, change] = useBatchDesk();
  const [at, setAt] = useState<string>();
  // What is opened while the filter hides the opened stays in the list until the filter is set anew.
  const [filtered, setFiltered] = useState(desk);
  if (filtered.filter !== desk.filter) setFiltered(desk);
  const groups = groupsOf(review, { ...desk, opened: filtered.opened });
  const shown = groups.flatMap((group) => group.shown);
  const current = shown.find((entry) => entryKey(entry) === at) ?? shown[0];
  const [settled] = useDebouncedValue(current, restOnRow);
  const place = current === undefined ? -1 : shown.indexOf(current);
  const step = (by: number) => {
    const next = shown[place + by];
    if (next !== undefined) setAt(entryKey(next));
  };
  useShortcut('alt+arrowdown', () => step(1));
  useShortcut('alt+arrowup', () => step(-1));
  const tick = (entries: readonly BatchEntry[], signed: boolean) =>
    change(({ unticked }) => ({ unticked: withKeys(unticked, entries.map(entryKey), !signed) }));
  return (
    <div className="batch-body">
      <section className="sheet review" aria-label={t('batch.entries')}>
        <ReviewFilters
          filter={desk.filter}
          shown={shown.length}
          count={review.entries.length}
          onChange={(filter) => change((before) => ({ filter: { ...before.filter, ...filter } }))}
        />
        <ReviewList
          groups={groups}
          desk={desk}
          current={current}
          onChoose={(entry) => setAt(entryKey(entry))}
          onTick={tick}
        />
        <p className="quiet small review-keys">{t('batch.keys')}</p>
      </section>
      <section className="review-preview" aria-label={t('batch.preview')}>
        {settled === undefined || current === undefined ? (
          <div className="sheet empty">
            <p>{shown.length === 0 ? t('batch.filter.none') : t('batch.pick')}</p>
          </div>
        ) : (
          <ReviewPreview
            key={entryKey(settled)}
            entry={settled}
            place={t('batch.place', { at: formatCount(place + 1), all: formatCount(shown.length) })}
            onPrevious={place > 0 ? () => step(-1) : undefined}
            onNext={place < shown.length - 1 ? () => step(1) : undefined}
            onOpened={() => change(({ opened }) => ({ opened: withKeys(opened, [entryKey(settled)], true) }))}
            onReadAgain={onReadAgain}
          />
        )}
      </section>
    </div>
  );
}

import { Button, SegmentedControl } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchEntry } from '#shared/contract/batch.ts';
import { routeHref } from '../../app/route.ts';
import { call } from '../../bridge/bridge.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { DocumentPanel } from '../dossier/DocumentPanel.tsx';
import { SeenDifferences } from '../dossier/SeenDifferences.tsx';
import { useDossier } from '../dossier/useDossier.ts';
import { entryLine } from './entry-words.ts';

/** One entry before it is signed: the bytes that will be signed, and what is different from what was last seen. */
export function ReviewPreview({
  entry,
  place,
  onPrevious,
  onNext,
  onOpened,
  onReadAgain,
}: {
  readonly entry: BatchEntry;
  /** Where it stands in the list. */
  readonly place: string;
  readonly onPrevious: (() => void) | undefined;
  readonly onNext: (() => void) | undefined;
  /** The printed form, or the attachment, was on the screen. */
  readonly onOpened: () => void;
  readonly onReadAgain: () => void;
}) {
  const { t } = useTranslation();
  const { code, entryId, documents } = entry;
  const dossier = useDossier(code);
  const listed = dossier.data?.documents.filter(({ id }) => documents.some((one) => one.id === id)) ?? [];
  // The printed form first: data is for those who want to see it.
  const ordered = [...listed].sort(
    (a, b) => Number(a.kind === 'VOUCHER_XML') - Number(b.kind === 'VOUCHER_XML'),
  );
  const [chosen, setChosen] = useState<string>();
  const document = ordered.find(({ id }) => id === chosen) ?? ordered[0];
  const reviewed = documents.find(({ id }) => id === document?.id)?.sha256;
  const changed = dossier.data !== undefined && (document === undefined || document.sha256 !== reviewed);
  return (
    <div className="stack">
      <div className="row review-preview-head">
        <b className="grow">{entryLine(entry, t)}</b>
        <a href={routeHref({ screen: 'dossier', code })}>{t('batch.openDossier')}</a>
        <Button.Group>
          <Button
            size="compact-md"
            variant="default"
            disabled={onPrevious === undefined}
            aria-label={t('batch.previous')}
            aria-keyshortcuts="Alt+ArrowUp"
            onClick={onPrevious}
          >
            <IconChevronLeft size={18} aria-hidden />
          </Button>
          <Button.GroupSection size="compact-md" variant="default" className="figures">
            {place}
          </Button.GroupSection>
          <Button
            size="compact-md"
            variant="default"
            disabled={onNext === undefined}
            aria-label={t('batch.next')}
            aria-keyshortcuts="Alt+ArrowDown"
            onClick={onNext}
          >
            <IconChevronRight size={18} aria-hidden />
          </Button>
        </Button.Group>
      </div>
      {entry.seen === 'changed' && dossier.data !== undefined && (
        <SeenDifferences dossier={dossier.data} voucherId={entryId} />
      )}
      {ordered.length > 1 && document !== undefined && (
        <SegmentedControl
          value={document.id}
          onChange={setChosen}
          data={ordered.map(({ id, kind }) => ({
            value: id,
            label: kind === 'VOUCHER_XML' ? t('batch.data') : t('batch.printed'),
          }))}
        />
      )}
      {dossier.error !== null && <FailureNotice error={dossier.error} retry={() => void dossier.refetch()} />}
      {changed ? (
        <Notice tone="warn" heading={t('batch.documentChanged')}>
          <p>{t('batch.documentChangedHint')}</p>
          <Button size="compact-md" mt="xs" variant="default" onClick={onReadAgain}>
            {t('batch.readAgain')}
          </Button>
        </Notice>
      ) : (
        document !== undefined && (
          <DocumentPanel
            key={document.id}
            code={code}
            document={document}
            onShown={(id) => {
              if (document.kind !== 'VOUCHER_XML') onOpened();
              // A mark that is lost only asks the person to look once more.
              void call('batch.saw', { code, documentId: id, sha256: document.sha256 }).catch(
                () => undefined,
              );
            }}
          />
        )
      )}
    </div>
  );
}

import { Button } from '@mantine/core';
import { IconArrowDown, IconArrowLeft, IconCheck } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { contentTotal } from '#shared/domain/dossiers/total.ts';
import type { ContentConflict, ContentPath } from '#shared/domain/drafts/content-change.ts';
import { parseContentPath } from '#shared/domain/drafts/content-path.ts';
import { resolveContent } from '#shared/domain/drafts/merge.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { Notice } from '../../components/Notice.tsx';
import { languageOf } from '../../i18n/i18n.ts';
import { formatTime } from '../draft/clock-time.ts';
import { ConflictRow } from './ConflictRow.tsx';
import { chooseAll, nextUndecided, stillValid, undecided, type Choices } from './decisions.ts';
import './conflict.css';

/** The three sides of what has to be decided. */
export interface ConflictSides {
  readonly before: DossierContent;
  readonly mine: DossierContent;
  readonly theirs: DossierContent;
  readonly conflicts: readonly ContentConflict[];
  readonly theirsBy: string;
  /** ISO instant. */
  readonly theirsAt: string;
}

/** Three columns, a row for each place; nothing is saved before every row is decided. */
export function ConflictScreen({
  sides,
  lead,
  busy,
  onFinish,
  onBack,
  children,
}: {
  readonly sides: ConflictSides;
  readonly lead: string;
  readonly busy: boolean;
  readonly onFinish: (choices: Choices) => void;
  /** Leaves it undecided; absent where that is not possible. */
  readonly onBack?: (() => void) | undefined;
  /** Failures, and further ways out. */
  readonly children?: ReactNode;
}) {
  const { t, i18n } = useTranslation();
  const { conflicts, theirsBy: name } = sides;
  const [choices, setChoices] = useState<Choices>({});
  const [seen, setSeen] = useState(conflicts);
  const [moved, setMoved] = useState(false);
  if (seen !== conflicts) {
    const kept = stillValid(choices, seen, conflicts);
    setSeen(conflicts);
    setMoved(moved || JSON.stringify(seen) !== JSON.stringify(conflicts));
    setChoices(kept);
  }
  const left = undecided(conflicts, choices).length;
  const names = {
    mine: t('conflict.mine'),
    theirs: t('conflict.theirs', { name, at: formatTime(new Date(sides.theirsAt)) }),
    before: t('conflict.before'),
  };
  const wording = {
    t,
    language: languageOf(i18n),
    contents: [sides.mine, sides.theirs, sides.before],
  };
  const goToNext = () => {
    const here = document.activeElement?.closest('[data-conflict]')?.getAttribute('data-conflict');
    const path = nextUndecided(conflicts, choices, here ?? undefined);
    if (path !== undefined) focusRow(path);
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const typing = event.altKey || event.ctrlKey || event.metaKey;
    if (typing || event.key.toLowerCase() !== 'n') return;
    event.preventDefault();
    goToNext();
  });
  const first = useEffectEvent(() => goToNext());
  useEffect(() => {
    first();
    const listen = (event: KeyboardEvent) => onKey(event);
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
  return (
    <div className="page conflict-page">
      <header className="sheet padded">
        <h1>{t('conflict.title')}</h1>
        <p>
          {lead} {t('conflict.kept')}
        </p>
        <div className="row">
          <Button size="sm" variant="default" onClick={() => setChoices(chooseAll(conflicts, 'mine'))}>
            {t('conflict.allMine')}
          </Button>
          <Button size="sm" variant="default" onClick={() => setChoices(chooseAll(conflicts, 'theirs'))}>
            {t('conflict.allTheirs', { name })}
          </Button>
          <Button size="sm" variant="subtle" onClick={() => setChoices({})}>
            {t('conflict.clear')}
          </Button>
          <span className="quiet small">{t('conflict.keys')}</span>
        </div>
      </header>
      {moved && <Notice tone="warn" heading={t('conflict.moved', { name })} />}
      <div className="conflict-rows">
        {conflicts.map((conflict) => (
          <ConflictRow
            key={conflict.path}
            conflict={conflict}
            choice={choices[conflict.path]}
            names={names}
            wording={wording}
            onChoose={(choice) => setChoices((before) => ({ ...before, [conflict.path]: choice }))}
          />
        ))}
      </div>
      {children}
      <footer className="conflict-foot sheet">
        <Totals sides={sides} choices={choices} />
        <div className="row">
          {onBack !== undefined && (
            <Button
              variant="default"
              leftSection={<IconArrowLeft size={18} aria-hidden />}
              disabled={busy}
              onClick={onBack}
            >
              {t('conflict.later')}
            </Button>
          )}
          <Button
            variant="default"
            leftSection={<IconArrowDown size={18} aria-hidden />}
            disabled={left === 0}
            onClick={goToNext}
          >
            {t('conflict.next')}
          </Button>
          <Button
            leftSection={<IconCheck size={18} aria-hidden />}
            disabled={left > 0}
            loading={busy}
            onClick={() => onFinish(choices)}
          >
            {t('conflict.finish')}
          </Button>
        </div>
        <p role="status" className="small">
          {left > 0 ? t('conflict.left', { count: left }) : t('conflict.ready', { count: conflicts.length })}
        </p>
      </footer>
    </div>
  );
}

/** The first radio of a row, or the chosen one. */
function focusRow(path: ContentPath): void {
  const row = document.querySelector(`[data-conflict="${CSS.escape(path)}"]`);
  const radio = row?.querySelector<HTMLInputElement>('input:checked') ?? row?.querySelector('input');
  radio?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: 'center' });
}

/** Whether the sum depends on a place: an amount, or a whole line or voucher that is there or not. */
function touchesTotal(path: ContentPath): boolean {
  const { list, voucherId, lineId, field } = parseContentPath(path);
  if (list === 'lines') return lineId !== undefined && (field === undefined || field === 'amount');
  return list === 'vouchers' && voucherId !== undefined && field === undefined;
}

function Totals({ sides, choices }: { readonly sides: ConflictSides; readonly choices: Choices }) {
  const { t } = useTranslation();
  const { before, mine, theirs, theirsBy: name } = sides;
  // A sum of places that nobody has decided yet would be read as the outcome.
  const open = sides.conflicts.some(({ path }) => choices[path] === undefined && touchesTotal(path));
  const now = useMemo(() => resolveContent(before, mine, theirs, choices), [before, mine, theirs, choices]);
  const facts = [
    [t('conflict.totalNow'), now],
    [t('conflict.totalMine'), mine],
    [t('conflict.totalTheirs', { name }), theirs],
    [t('conflict.totalBefore'), before],
  ] as const;
  return (
    <dl className="conflict-totals">
      {facts.map(([label, content], at) => (
        <div key={label} data-now={at === 0}>
          <dt>{label}</dt>
          <dd className="figures">
            {at === 0 && open ? '—' : `${formatDong(contentTotal(content))} ${t('app.dong')}`}
          </dd>
        </div>
      ))}
    </dl>
  );
}

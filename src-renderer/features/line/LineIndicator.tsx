import { Tooltip, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncState } from '#shared/contract/sync/window.ts';
import { useNow } from '../../components/useNow.ts';
import { useShortcut } from '../../components/useShortcut.ts';
import { LineIcon } from './LineIcon.tsx';
import { LinePanel } from './LinePanel.tsx';
import { lineNews, lineWords } from './line-words.ts';
import { useSteadyLine } from './useLine.ts';
import './line.css';

/** One calm word on the line to the server, in the masthead; opens the panel with the queue. */
export function LineIndicator() {
  const state = useSteadyLine();
  // The officer has no store on this machine: nothing is synchronised.
  return state === undefined || state.line === 'off' ? null : <Indicator state={state} />;
}

function Indicator({ state }: { readonly state: SyncState }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  // “Today” becomes “yesterday” at midnight.
  const now = useNow(60_000);
  useShortcut('alt+d', () => setOpen(true));
  const words = lineWords(state, now, t);
  return (
    <>
      <Tooltip label={t('line.openKeys')}>
        <button
          type="button"
          className="line-indicator"
          data-tone={words.tone}
          data-line={state.line}
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={() => setOpen(true)}
        >
          <LineIcon tone={words.tone} line={state.line} />
          <span className="line-words">
            <b>{words.head}</b> {words.detail !== '' && <small title={words.detail}>{words.detail}</small>}
          </span>
        </button>
      </Tooltip>
      <LineNews state={state} />
      <LinePanel opened={open} onClose={() => setOpen(false)} />
    </>
  );
}

/** Tells a screen reader what is new, and nothing while only times and counts move. */
function LineNews({ state }: { readonly state: SyncState }) {
  const { t } = useTranslation();
  const [before, setBefore] = useState(state);
  const [news, setNews] = useState('');
  if (before !== state) {
    setBefore(state);
    const said = lineNews(before, state, t);
    if (said !== undefined) setNews(said);
  }
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {news}
    </VisuallyHidden>
  );
}

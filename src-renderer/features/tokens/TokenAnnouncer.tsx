import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TokenView } from '#shared/contract/tokens.ts';
import { tokenNews } from './token-news.ts';

/** Tells screen readers politely which token came or left; what was there at the beginning is read from the screen. */
export function TokenAnnouncer({ tokens }: { readonly tokens: readonly TokenView[] | undefined }) {
  const { t } = useTranslation();
  const [seen, setSeen] = useState(tokens);
  const [words, setWords] = useState('');
  if (tokens !== seen) {
    setSeen(tokens);
    if (seen !== undefined && tokens !== undefined) {
      const { came, left } = tokenNews(seen, tokens);
      const said = [
        ...came.map((label) => t('tokens.came', { label })),
        ...left.map((label) => t('tokens.left', { label })),
      ];
      if (said.length > 0) setWords(said.join(' '));
    }
  }
  return (
    <span className="visually-hidden" role="status" aria-live="polite">
      {words}
    </span>
  );
}

import { Button, TextInput } from '@mantine/core';
import { IconArrowLeft, IconBook2, IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { helpIds, helpPage, isHelpId, type HelpPage } from '#shared/help/help-page.ts';
import { Empty } from '../../components/Empty.tsx';
import { Notice } from '../../components/Notice.tsx';
import { languageOf } from '../../i18n/i18n.ts';
import { HelpArticle } from './HelpArticle.tsx';
import { searchHelp } from './search-help.ts';
import './help.css';

/** One page, or all of them with a search; the way from one to the next is the caller's. */
export default function HelpBrowser({
  page,
  onPage,
}: {
  readonly page: string | undefined;
  readonly onPage: (page?: string) => void;
}) {
  const { t, i18n } = useTranslation();
  const language = languageOf(i18n);
  const [query, setQuery] = useState('');
  const asked = useDeferredValue(query);
  const pages = useMemo(() => helpIds.map((id) => helpPage(id, language)), [language]);
  const found = useMemo(() => searchHelp(pages, asked), [pages, asked]);
  const heading = useRef<HTMLHeadingElement>(null);
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // A reader of screens is told which page it is now; the page begins at its top.
    if (page !== undefined) heading.current?.focus();
    // The pages come later than the drawer, which has looked for this field in vain.
    else search.current?.focus({ preventScroll: true });
  }, [page]);
  if (page !== undefined && isHelpId(page)) {
    return (
      <div className="stack">
        <div className="row no-print">
          <Button
            size="sm"
            variant="default"
            leftSection={<IconArrowLeft size={18} aria-hidden />}
            onClick={() => onPage()}
          >
            {t('help.all')}
          </Button>
        </div>
        <HelpArticle heading={heading} page={helpPage(page, language)} pages={pages} onPage={onPage} />
      </div>
    );
  }
  return (
    <div className="stack">
      {page !== undefined && <Notice tone="warn" heading={t('help.unknown', { page })} />}
      <TextInput
        ref={search}
        type="search"
        label={t('help.search')}
        placeholder={t('help.placeholder')}
        leftSection={<IconSearch size={20} aria-hidden />}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        data-autofocus
      />
      <span className="quiet small" role="status">
        {asked.trim() !== '' && t('help.found', { count: found.length })}
      </span>
      {found.length === 0 && <Empty icon={IconBook2} heading={t('help.none')} hint={t('help.noneHint')} />}
      {asked.trim() === '' ? (
        <>
          <PageList
            heading={t('help.topics')}
            pages={found.filter(({ kind }) => kind === 'topic')}
            onPage={onPage}
          />
          <PageList
            heading={t('help.failures')}
            pages={found.filter(({ kind }) => kind === 'failure')}
            onPage={onPage}
          />
        </>
      ) : (
        <PageList pages={found} onPage={onPage} />
      )}
    </div>
  );
}

function PageList({
  heading,
  pages,
  onPage,
}: {
  readonly heading?: string;
  readonly pages: readonly HelpPage[];
  readonly onPage: (page: string) => void;
}) {
  if (pages.length === 0) return null;
  return (
    <section>
      {heading !== undefined && <h2>{heading}</h2>}
      <ul className="sheet help-list">
        {pages.map(({ id, kind, title }) => (
          <li key={id}>
            <button type="button" onClick={() => onPage(id)}>
              <span>{title}</span>
              {kind === 'failure' && <code>{id}</code>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

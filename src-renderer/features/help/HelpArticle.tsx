import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { HelpPage } from '#shared/help/help-page.ts';
import { Notice } from '../../components/Notice.tsx';
import { relatedPages } from './related-pages.ts';

/** One page of help: what happened, what it means, what to do step by step, and who helps. */
export function HelpArticle({
  page,
  pages,
  heading,
  onPage,
}: {
  readonly page: HelpPage;
  /** All pages, for those that belong to this one. */
  readonly pages: readonly HelpPage[];
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly onPage: (page: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <article className="sheet padded help-page stack">
      <div>
        <h2 ref={heading} tabIndex={-1} data-autofocus>
          {page.title}
        </h2>
        {page.kind === 'failure' && (
          <span className="quiet small">
            {t('app.code')}: <code>{page.id}</code>
          </span>
        )}
      </div>
      {page.explanation !== '' && (
        <Part heading={t('help.what')}>
          <p>{page.explanation}</p>
        </Part>
      )}
      {page.meaning !== '' && (
        <Part heading={t('help.meaning')}>
          <p>{page.meaning}</p>
        </Part>
      )}
      <Part heading={t('help.steps')}>
        <ol>
          {page.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </Part>
      {page.stop !== '' && (
        <Notice tone="warn" heading={t('help.stop')}>
          <p>{page.stop}</p>
        </Notice>
      )}
      {page.helpers.length > 0 && (
        <Part heading={t('help.helpers')}>
          <ul>
            {page.helpers.map(({ who, text }) => (
              <li key={who}>{text}</li>
            ))}
          </ul>
        </Part>
      )}
      {page.ckrs.length > 0 && (
        <Part heading={t('help.ckrs')}>
          <p className="row">
            {page.ckrs.map((ckr) => (
              <code key={ckr}>{ckr}</code>
            ))}
          </p>
        </Part>
      )}
      <Part heading={t('help.related')}>
        <ul className="help-related">
          {relatedPages(page, pages).map(({ id, title }) => (
            <li key={id}>
              <button type="button" className="as-link" onClick={() => onPage(id)}>
                {title}
              </button>
            </li>
          ))}
        </ul>
      </Part>
    </article>
  );
}

function Part({ heading, children }: { readonly heading: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3>{heading}</h3>
      {children}
    </section>
  );
}

import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toFailure, type Failure } from '#shared/contract/errors.ts';
import { toldFailure } from '#shared/contract/told-failure.ts';
import { languageOf } from '../i18n/i18n.ts';
import { HelpLink } from '../features/help/HelpLink.tsx';
import { RenewalOffer } from '../features/renewal/RenewalOffer.tsx';
import { Notice, type Tone } from './Notice.tsx';
import { WithScreenLinks } from './WithScreenLinks.tsx';

interface FailureNoticeProps {
  /** What was thrown, or the failure itself. */
  readonly error?: unknown;
  readonly failure?: Failure;
  readonly tone?: Tone;
  /** What did not happen, said before why. */
  readonly lead?: string;
  readonly retry?: () => void;
  /** Further ways out, beside “try again”. */
  readonly children?: ReactNode;
}

/** A failure in words: heading, what happened, what to do; its code and page of help, facts one click away. */
export function FailureNotice({ error, failure, tone = 'bad', lead, retry, children }: FailureNoticeProps) {
  const { t, i18n } = useTranslation();
  const shown = failure ?? toFailure(error);
  const text = toldFailure(shown, languageOf(i18n));
  return (
    <Notice tone={tone} heading={lead ?? text.heading}>
      <p>
        {lead !== undefined && <b>{text.heading}. </b>}
        {text.explanation}
      </p>
      <p>
        <b>{t('app.remedy')}:</b> <WithScreenLinks text={text.remedy} />
      </p>
      <p className="small">
        <HelpLink page={shown.code} /> · <code>{shown.code}</code>
      </p>
      <FailureDetails failure={shown} />
      <RenewalOffer failure={shown} />
      {(retry !== undefined || children !== undefined) && (
        <div className="row" style={{ marginTop: 10 }}>
          {retry !== undefined && (
            <Button size="sm" variant="default" onClick={retry}>
              {t('app.retry')}
            </Button>
          )}
          {children}
        </div>
      )}
    </Notice>
  );
}

/** Facts for support; nothing when there are none. */
function FailureDetails({ failure }: { readonly failure: Failure }) {
  const { t } = useTranslation();
  const details = Object.entries(failure.details ?? {});
  if (details.length === 0) return null;
  return (
    <details className="small" style={{ marginTop: 6 }}>
      <summary>{t('app.details')}</summary>
      <dl className="facts" style={{ marginTop: 6 }}>
        {details.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>
              <code>{String(value)}</code>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

import { Button, Loader, TextInput } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { BundleFiles } from './BundleFiles.tsx';
import { BundleSending } from './BundleSending.tsx';
import { useSupportLetter } from './useSupportLetter.ts';
import { WhatIsInside } from './WhatIsInside.tsx';
import './support.css';

/** Longest summary that the core takes, characters; the subject keeps fewer. */
const longestSummary = 80;

/** From the person’s own words to a file on their disk and a mail in their mail program; nothing leaves by itself. */
export default function SupportScreen() {
  const { t } = useTranslation();
  const preview = useRef<HTMLHeadingElement>(null);
  const { summary, made, write, make, making, error } = useSupportLetter(() => {
    // On a low window the preview begins below its edge: the person is taken there once it stands.
    setTimeout(() => {
      preview.current?.focus({ preventScroll: true });
      preview.current?.scrollIntoView({ block: 'start' });
    });
  });
  const changed = made !== undefined && made.summary !== summary.trim();
  return (
    <div className="page support stack">
      <div>
        <h1>{t('support.title')}</h1>
        <span className="quiet">{t('support.lead')}</span>
      </div>
      <form
        className="sheet padded stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!making) make();
        }}
      >
        <h2 style={{ margin: 0 }}>{t('support.step.summary')}</h2>
        <TextInput
          label={t('support.summary')}
          description={t('support.summaryHint')}
          placeholder={t('support.summaryPlaceholder')}
          maxLength={longestSummary}
          value={summary}
          onChange={(event) => write(event.currentTarget.value)}
          autoFocus={made === undefined}
        />
        <div className="row">
          <Button type="submit" leftSection={<IconEye size={20} aria-hidden />} loading={making}>
            {t(made === undefined ? 'support.make' : 'support.remake')}
          </Button>
          {making && (
            <span className="row" role="status">
              <Loader size="sm" role="presentation" /> {t('support.making')}
            </span>
          )}
        </div>
        {changed && <Notice tone="warn" heading={t('support.changed')} />}
        {error !== null && <FailureNotice error={error} />}
      </form>
      <WhatIsInside />
      {made !== undefined && !changed && (
        <>
          <BundleFiles bundle={made.bundle} at={made.at} heading={preview} />
          <BundleSending key={made.at.getTime()} bundle={made.bundle} />
        </>
      )}
    </div>
  );
}

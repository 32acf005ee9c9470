import { Button, Loader, TextInput } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../bridge/bridge.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { BundleFiles } from './BundleFiles.tsx';
import { BundleSending } from './BundleSending.tsx';
import { WhatIsInside } from './WhatIsInside.tsx';
import './support.css';

/** Longest summary that the core takes, characters; the subject keeps fewer. */
const longestSummary = 80;

/** From the person’s own words to a file on their disk and a mail in their mail program; nothing leaves by itself. */
export default function SupportScreen() {
  const { t } = useTranslation();
  const [summary, setSummary] = useState('');
  const make = useMutation({
    mutationFn: async (words: string) => ({
      summary: words,
      bundle: await call('doctor.bundle', { summary: words }),
      at: new Date(),
    }),
  });
  const made = make.data;
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
          if (!make.isPending) make.mutate(summary.trim());
        }}
      >
        <h2 style={{ margin: 0 }}>{t('support.step.summary')}</h2>
        <TextInput
          label={t('support.summary')}
          description={t('support.summaryHint')}
          placeholder={t('support.summaryPlaceholder')}
          maxLength={longestSummary}
          value={summary}
          onChange={(event) => setSummary(event.currentTarget.value)}
          autoFocus
        />
        <div className="row">
          <Button type="submit" leftSection={<IconEye size={20} aria-hidden />} loading={make.isPending}>
            {t(made === undefined ? 'support.make' : 'support.remake')}
          </Button>
          {make.isPending && (
            <span className="row" role="status">
              <Loader size="sm" role="presentation" /> {t('support.making')}
            </span>
          )}
        </div>
        {changed && <Notice tone="warn" heading={t('support.changed')} />}
        {make.error !== null && <FailureNotice error={make.error} />}
      </form>
      <WhatIsInside />
      {made !== undefined && !changed && (
        <>
          <BundleFiles bundle={made.bundle} at={made.at} />
          <BundleSending key={made.at.getTime()} bundle={made.bundle} />
        </>
      )}
    </div>
  );
}

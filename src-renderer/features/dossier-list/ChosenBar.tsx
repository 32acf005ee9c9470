import { Button } from '@mantine/core';
import { IconSend, IconSignature } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { User } from '#shared/contract/ipc.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { go } from '../../app/route.ts';
import { useReviewOf } from '../batch/useBatchDesk.ts';
import { useSubmission } from '../batch/useSubmission.ts';
import { ExportButton } from '../export/ExportButton.tsx';
import { sumOf, toForward, toSign, toSubmit } from './chosen.ts';
import { useChosen } from './useChosen.ts';

/** How many dossiers are ticked and what they come to; what this person may do with them in one go. */
export function ChosenBar({ user }: { readonly user: User }) {
  const { t } = useTranslation();
  const { chosen, clear } = useChosen();
  const review = useReviewOf();
  const submission = useSubmission();
  const all = [...chosen.values()];
  const signable = toSign(all, user.role);
  const drafts = toForward(all, user);
  const sendable = toSubmit(all, user.role);
  return (
    <section className="chosen-bar" aria-label={t('list.chosenBar')} hidden={all.length === 0}>
      <p className="grow figures" role="status">
        {all.length > 0 && (
          <>
            <b>{t('list.chosen', { count: all.length })}</b> ·{' '}
            {t('list.chosenSum', { total: formatDong(sumOf(all)) })}
          </>
        )}
      </p>
      <Button variant="default" onClick={clear}>
        {t('list.unchoose')}
      </Button>
      {all.length > 0 && <ExportButton codes={all.map(({ code }) => code)} />}
      {drafts.length > 0 && (
        <Button
          leftSection={<IconSend size={20} aria-hidden />}
          onClick={() => {
            submission.begin('forward', drafts);
            go({ screen: 'submission' });
          }}
        >
          {t('list.forwardChosen', { count: drafts.length })}
        </Button>
      )}
      {sendable.length > 0 && (
        <Button
          variant={signable.length > 0 ? 'default' : 'filled'}
          leftSection={<IconSend size={20} aria-hidden />}
          onClick={() => {
            submission.begin('submit', sendable);
            go({ screen: 'submission' });
          }}
        >
          {t('list.submitChosen', { count: sendable.length })}
        </Button>
      )}
      {signable.length > 0 && (
        <Button
          leftSection={<IconSignature size={22} aria-hidden />}
          onClick={() => {
            review(signable.map(({ code }) => code));
            go({ screen: 'batch' });
          }}
        >
          {t('list.signChosen', { count: signable.length })}
        </Button>
      )}
    </section>
  );
}

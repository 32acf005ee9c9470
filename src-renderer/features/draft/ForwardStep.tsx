import { Button, Modal } from '@mantine/core';
import { IconCloudOff, IconSend } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ValidationIssue } from '#shared/contract/ipc.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import type { Forwarding, NotSent as Reason } from './useForwarding.ts';

/** The one button that sends the draft, what it needs, and the question when a colleague is still in it. */
export function ForwardStep({
  forwarding,
  issues,
  onNext,
}: {
  readonly forwarding: Forwarding;
  readonly issues: readonly ValidationIssue[];
  /** Goes to the next thing that stands in the way. */
  readonly onNext: () => void;
}) {
  const { t } = useTranslation();
  const { sending, needs } = forwarding;
  const left = issues.filter(({ blocking }) => blocking).length;
  return (
    <>
      <Button
        size="lg"
        leftSection={<IconSend size={24} aria-hidden />}
        loading={sending}
        onClick={() => void forwarding.start()}
      >
        {t('draft.forward')} <kbd aria-hidden>Ctrl+Enter</kbd>
      </Button>
      {needs === undefined ? (
        <p>
          {left === 0 ? (
            t('draft.forwardHint')
          ) : (
            <button type="button" className="link-button" onClick={onNext}>
              {t('draft.leftToFill', { count: left })}
            </button>
          )}
        </p>
      ) : (
        <p className="needs" role="status">
          <IconCloudOff size={18} aria-hidden />{' '}
          {t(needs === 'line' ? 'draft.forwardNeedsLine' : 'draft.forwardNeedsSignIn')}
        </p>
      )}
      <SendAllTheSame forwarding={forwarding} />
    </>
  );
}

function SendAllTheSame({ forwarding }: { readonly forwarding: Forwarding }) {
  const { t } = useTranslation();
  const people = forwarding.asking ?? [];
  const names = [...new Set(people.map(({ name }) => name))].join(', ');
  const editing = people.some(({ path }) => path !== '');
  return (
    <Modal
      opened={people.length > 0}
      onClose={forwarding.cancel}
      title={<b>{t(editing ? 'draft.forwardWhileEditing' : 'draft.forwardWhileOpen', { name: names })}</b>}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <div className="stack">
        <p style={{ margin: 0 }}>{t('draft.forwardWhileText')}</p>
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button variant="default" data-autofocus onClick={forwarding.cancel}>
            {t('draft.forwardNotYet')}
          </Button>
          <Button onClick={() => void forwarding.confirm()}>{t('draft.forwardAnyway')}</Button>
        </div>
      </div>
    </Modal>
  );
}

/** First that it was not sent, then why. */
export function NotSent({ reason }: { readonly reason: Reason | undefined }) {
  const { t } = useTranslation();
  if (reason === undefined) return null;
  switch (reason.why) {
    case 'missing':
      return <FailureNotice failure={reason.failure} />;
    case 'moved':
      return <Notice tone="bad" heading={t('draft.forwardMoved', { name: reason.by })} />;
    case 'line':
      return (
        <FailureNotice
          failure={reason.failure}
          lead={`${t('draft.notForwarded')} ${t('draft.forwardAgainOnline')}`}
        />
      );
    case 'other':
      return <FailureNotice failure={reason.failure} lead={t('draft.notForwarded')} />;
  }
}

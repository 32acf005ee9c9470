import { ActionIcon, Button, Modal, Tooltip } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { User } from '#shared/contract/ipc.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { BlockedChanges } from '../line/BlockedChanges.tsx';
import type { Unsent } from '../line/unsent.ts';
import { useSignOut } from './useSignOut.ts';

const total = ({ going, toChoose, refused }: Unsent) => going + toChoose + refused;

/** Leaves at once when everything is on the server; else says what stays on this machine and asks. */
export function SignOutButton({ user }: { readonly user: User }) {
  const { t } = useTranslation();
  const { leaving, start, confirm, stay } = useSignOut(user);
  const busy = leaving.step === 'sending' || leaving.step === 'leaving';
  return (
    <>
      <Tooltip label={busy ? t('account.leaveSending') : t('nav.signOut')}>
        <ActionIcon
          variant="transparent"
          size="lg"
          aria-label={t('nav.signOut')}
          loading={busy}
          onClick={() => void start()}
        >
          <IconLogout size={22} />
        </ActionIcon>
      </Tooltip>
      <Modal
        opened={leaving.step === 'asking' || leaving.step === 'failed'}
        onClose={stay}
        title={<b>{leaving.step === 'failed' ? t('nav.signOut') : t('account.leaveTitle')}</b>}
        closeButtonProps={{ 'aria-label': t('app.close') }}
      >
        <div className="stack">
          {leaving.step === 'asking' && (
            <Notice tone="warn" heading={t('account.leaveWaiting', { count: total(leaving.changes) })}>
              <p>{t('account.leaveSafe')}</p>
              {leaving.changes.going > 0 && (
                <p>{t('account.leaveGoing', { count: leaving.changes.going, name: user.name })}</p>
              )}
              <BlockedChanges changes={leaving.changes} />
              <p>{t('account.leaveColleagues')}</p>
            </Notice>
          )}
          {leaving.step === 'failed' && <FailureNotice failure={leaving.failure} />}
          <div className="row" style={{ justifyContent: 'flex-end' }}>
            <Button variant="default" onClick={stay}>
              {t('account.stay')}
            </Button>
            <Button onClick={() => void confirm()}>{t('account.leave')}</Button>
          </div>
        </div>
      </Modal>
    </>
  );
}

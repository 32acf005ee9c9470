import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoreKeyState } from '#shared/contract/sync/window.ts';
import { call } from '../../bridge/bridge.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';

/** Starts with a new store, in two presses and with its price told; the old files stay on the disk. */
export function SetAside({ onState }: { readonly onState: (state: StoreKeyState) => void }) {
  const { t } = useTranslation();
  const [sure, setSure] = useState(false);
  const setAside = useMutation({ mutationFn: () => call('store.setAside', {}), onSuccess: onState });
  if (!sure)
    return (
      <Button variant="default" onClick={() => setSure(true)}>
        {t('storeKey.setAside')}
      </Button>
    );
  return (
    <Notice tone="warn" heading={t('storeKey.setAsideSure')}>
      <p>{t('storeKey.setAsideText')}</p>
      {setAside.error !== null && <FailureNotice error={setAside.error} />}
      <div className="row" style={{ marginTop: 10 }}>
        <Button variant="default" autoFocus onClick={() => setSure(false)}>
          {t('app.cancel')}
        </Button>
        <Button color="seal" loading={setAside.isPending} onClick={() => setAside.mutate()}>
          {t('storeKey.setAsideConfirm')}
        </Button>
      </div>
    </Notice>
  );
}

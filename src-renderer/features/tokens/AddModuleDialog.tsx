import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModuleTrial } from '#shared/contract/token-jobs.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useFocusBack, useSettledSteps } from '../../components/settle-focus.ts';
import { typedPath } from './typed-path.ts';

/** Names a driver's file, has it tried in a process of its own, and shows what it answered. */
export function AddModuleDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const path = typedPath(text);
  const add = useMutation({
    mutationFn: () => call('modules.add', { path }),
    onSuccess: (trial) => {
      if (!trial.accepted) return;
      void client.invalidateQueries({ queryKey: keys.tokens });
      void client.invalidateQueries({ queryKey: keys.certificates });
    },
  });
  const accepted = add.data?.accepted === true;
  useFocusBack();
  useSettledSteps(add.isPending ? 'trying' : accepted ? 'accepted' : 'asking');
  return (
    <Modal
      opened
      onClose={() => {
        if (!add.isPending) onClose();
      }}
      title={<b>{t('tokens.modules.addTitle')}</b>}
      size="lg"
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (accepted) onClose();
          else if (path !== '' && !add.isPending) add.mutate();
        }}
      >
        <p style={{ margin: 0 }}>{t('tokens.modules.addLead')}</p>
        <TextInput
          label={t('tokens.modules.path')}
          description={t('tokens.modules.pathHint')}
          spellCheck={false}
          autoCapitalize="none"
          maxLength={1000}
          data-autofocus={accepted ? undefined : true}
          // Not switched off while it is tried: the keys stay here for a second path.
          readOnly={add.isPending}
          disabled={accepted}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {add.error !== null && <FailureNotice error={add.error} />}
        {add.data !== undefined && <Trial trial={add.data} />}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          {!accepted && (
            <Button variant="default" disabled={add.isPending} onClick={onClose}>
              {t('app.cancel')}
            </Button>
          )}
          <Button
            type="submit"
            loading={add.isPending}
            disabled={path === ''}
            data-autofocus={accepted ? true : undefined}
          >
            {accepted ? t('app.close') : t('tokens.modules.try')}
          </Button>
        </div>
        {add.isPending && (
          <span className="visually-hidden" role="status">
            {t('tokens.modules.trying')}
          </span>
        )}
      </form>
    </Modal>
  );
}

function Trial({ trial }: { readonly trial: ModuleTrial }) {
  const { t } = useTranslation();
  if (!trial.accepted)
    return (
      <FailureNotice
        failure={trial.failure ?? { code: 'MODULE_LOAD_FAILED' }}
        lead={t('tokens.modules.refused')}
      />
    );
  return (
    <Notice tone="good" heading={t('tokens.modules.accepted')}>
      <p>
        {t('tokens.modules.answered', {
          description: trial.description,
          manufacturer: trial.manufacturer,
          version: trial.version,
          tokens: trial.tokens,
          ms: Math.round(trial.milliseconds),
        })}
      </p>
    </Notice>
  );
}

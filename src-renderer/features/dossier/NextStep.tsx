import { Button } from '@mantine/core';
import { IconArrowBackUp, IconCopy, IconSend, IconSignature } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DossierView } from '#shared/contract/ipc.ts';
import { go } from '../../app/route.ts';
import { call } from '../../bridge/bridge.ts';
import { notifyDone, notifyFailure } from '../../components/notify.ts';
import { useShortcut } from '../../components/useShortcut.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { useUsualWay } from '../remote-ca/useUsualWay.ts';
import { ReturnDialog } from './ReturnDialog.tsx';
import { useTakeView } from './useDossier.ts';

/** Sends a fully signed dossier to the Treasury. */
export function useSubmit(dossier: DossierView, onDone?: () => void) {
  const { t, i18n } = useTranslation();
  const take = useTakeView();
  return useMutation({
    mutationFn: () => call('dossiers.submit', { code: dossier.code }),
    onSuccess: (view) => {
      take(view);
      notifyDone(t('dossier.submitted'));
      onDone?.();
    },
    onError: (thrown) => notifyFailure(thrown, languageOf(i18n)),
  });
}

/** The one thing this person does next with the dossier, large; the other things small below. */
export function NextStep({
  dossier,
  onSign,
}: {
  readonly dossier: DossierView;
  readonly onSign: () => void;
}) {
  const { t, i18n } = useTranslation();
  const [returning, setReturning] = useState(false);
  const submit = useSubmit(dossier);
  const take = useTakeView();
  const copy = useMutation({
    mutationFn: () => call('drafts.copy', { code: dossier.code }),
    onSuccess: (view) => {
      take(view);
      notifyDone(t('dossier.copied'));
      go({ screen: 'dossier', code: view.code });
    },
    onError: (thrown) => notifyFailure(thrown, languageOf(i18n)),
  });
  const way = useUsualWay();
  const may = (action: DossierView['actions'][number]) => dossier.actions.includes(action);
  useShortcut('ctrl+enter', onSign, may('sign'));
  useShortcut('ctrl+enter', () => submit.mutate(), may('submit') && !submit.isPending);
  const shortcut = <kbd aria-hidden>Ctrl+Enter</kbd>;
  return (
    <div className="next-step">
      {(may('sign') || may('submit')) && <h2>{t('dossier.next')}</h2>}
      {may('sign') && (
        <>
          <Button size="lg" leftSection={<IconSignature size={24} aria-hidden />} onClick={onSign}>
            {t('dossier.sign')} {shortcut}
          </Button>
          <p>{t(`dossier.signHint.${way}`, { count: dossier.documents.length })}</p>
        </>
      )}
      {may('submit') && (
        <>
          <Button
            size="lg"
            leftSection={<IconSend size={24} aria-hidden />}
            loading={submit.isPending}
            onClick={() => submit.mutate()}
          >
            {t('dossier.submit')} {shortcut}
          </Button>
          <p>{t('dossier.submitHint')}</p>
        </>
      )}
      {!may('sign') && !may('submit') && (
        <p>
          {dossier.heldBy === undefined
            ? t('dossier.closed')
            : t('dossier.waiting', { role: t(`role.${dossier.heldBy}`) })}
        </p>
      )}
      <div className="row">
        {may('return') && (
          <Button
            size="compact-md"
            variant="default"
            leftSection={<IconArrowBackUp size={18} aria-hidden />}
            onClick={() => setReturning(true)}
          >
            {t('dossier.return')}
          </Button>
        )}
        {may('copy') && (
          <Button
            size="compact-md"
            variant="default"
            leftSection={<IconCopy size={18} aria-hidden />}
            loading={copy.isPending}
            onClick={() => copy.mutate()}
          >
            {t('dossier.copy')}
          </Button>
        )}
      </div>
      {returning && <ReturnDialog code={dossier.code} onClose={() => setReturning(false)} />}
    </div>
  );
}

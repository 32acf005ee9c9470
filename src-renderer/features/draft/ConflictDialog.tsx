import { Button, Modal } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DossierView } from '#shared/contract/ipc.ts';
import { go } from '../../app/route.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { notifyDone } from '../../components/notify.ts';
import { formatClock, formatDay } from '../../format/date.ts';
import { useTakeView } from '../dossier/useDossier.ts';
import type { DraftSession } from './draft-session.ts';
import { UnreadContext, windowShelf } from './unread-texts.ts';

/** Two windows edited one draft: the person chooses, and every choice but the last loses nothing. */
export function ConflictDialog({
  code,
  session,
}: {
  readonly code: DossierView['code'];
  readonly session: DraftSession;
}) {
  const { t } = useTranslation();
  const take = useTakeView();
  const client = useQueryClient();
  const texts = useContext(UnreadContext);
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const stored = useQuery({
    queryKey: ['conflict', code, session.version],
    queryFn: () => call('dossiers.get', { code }),
    staleTime: 0,
    gcTime: 0,
  });
  const choose = async (act: (stored: DossierView) => unknown) => {
    setBusy(true);
    setFailure(undefined);
    try {
      await act(await call('dossiers.get', { code }));
    } catch (thrown) {
      setFailure(thrown);
    } finally {
      setBusy(false);
    }
  };
  const keepBoth = async (newest: DossierView) => {
    const typed = session.snapshot().content;
    const ids = new Map(typed.vouchers.map(({ id }) => [id, crypto.randomUUID()]));
    const created = await call('drafts.create', {});
    const copy = await call('drafts.save', {
      code: created.code,
      baseVersion: created.version,
      content: {
        ...typed,
        vouchers: typed.vouchers.map((voucher) => ({ ...voucher, id: ids.get(voucher.id) ?? voucher.id })),
      },
    });
    // What cannot be read moves along, so that it still stands in the way of sending.
    const moved = [...texts.all()].map(([entry, text]) => {
      const [holder = '', ...field] = entry.split('.');
      return [[ids.get(holder) ?? holder, ...field].join('.'), text] as const;
    });
    windowShelf(copy.code).write(JSON.stringify(Object.fromEntries(moved)));
    take(copy);
    client.setQueryData(keys.dossier(code), newest);
    session.takeStored(newest);
    notifyDone(t('draft.conflictCopied', { code: copy.code }));
    go({ screen: 'dossier', code: copy.code });
  };
  const at = stored.data === undefined ? undefined : new Date(stored.data.updatedAt);
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      size="lg"
      title={<b>{t('draft.conflict')}</b>}
    >
      <div className="stack">
        <p style={{ margin: 0 }}>
          {at === undefined
            ? t('draft.conflictText')
            : t('draft.conflictTextAt', { time: formatClock(at), day: formatDay(at.toISOString()) })}
        </p>
        {failure !== undefined && <FailureNotice error={failure} />}
        <Button disabled={busy} onClick={() => void choose(keepBoth)} data-autofocus>
          {t('draft.keepBoth')}
        </Button>
        <Button
          variant="default"
          disabled={busy}
          onClick={() => void choose((newest) => session.keepTyped(newest))}
        >
          {t('draft.takeNewest')}
        </Button>
        <Button
          variant="default"
          disabled={busy}
          onClick={() => void choose((newest) => session.takeStored(newest))}
        >
          {t('draft.takeSaved')}
        </Button>
      </div>
    </Modal>
  );
}

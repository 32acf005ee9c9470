import { Button, Modal, Progress } from '@mantine/core';
import { IconTool, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { go, routeHref } from '../../app/route.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { notifyDone } from '../../components/notify.ts';
import { formatCount } from '../../format/count.ts';
import type { Taken } from './import-desk.ts';
import { useImportDesk } from './useImportDesk.ts';

/** The new dossiers, first those that want mending; and the way back. */
export function ImportResult({ taken }: { readonly taken: Taken }) {
  const { t } = useTranslation();
  const { undo, clear } = useImportDesk();
  const [asking, setAsking] = useState(false);
  const { codes, toFix, undone, undoFailure } = taken;
  const [firstToFix] = toFix;
  const busy = undone !== undefined;
  return (
    <>
      {undoFailure === undefined ? (
        <Notice
          tone="good"
          heading={t('importing.done', { count: codes.length, taken: formatCount(taken.taken) })}
        >
          <p>{t('importing.doneHint')}</p>
        </Notice>
      ) : (
        <FailureNotice failure={undoFailure} lead={t('importing.undoFailed', { count: codes.length })} />
      )}
      {firstToFix !== undefined && (
        <Notice tone="warn" heading={t('importing.toFix', { count: toFix.length })}>
          <p>{t('importing.toFixHint')}</p>
          <Button
            mt="sm"
            data-autofocus
            leftSection={<IconTool size={20} aria-hidden />}
            disabled={busy}
            onClick={() => go({ screen: 'dossier', code: firstToFix })}
          >
            {t('importing.openFirstToFix')}
          </Button>
        </Notice>
      )}
      <section className="sheet padded stack" aria-labelledby="import-made">
        <h2 id="import-made">{t('importing.dossiers')}</h2>
        <ul className="made-dossiers">
          {codes.map((code, at) => (
            <li key={code}>
              <a className="figures" href={routeHref({ screen: 'dossier', code })}>
                {t('importing.dossierAt', { at: at + 1, all: codes.length })} · {code}
              </a>
              {toFix.includes(code) && (
                <span className="badge" data-tone="warn">
                  {t('importing.toFixBadge')}
                </span>
              )}
            </li>
          ))}
        </ul>
        {busy && (
          <div role="status">
            <p>{t('importing.undoing', { done: formatCount(undone), all: formatCount(codes.length) })}</p>
            <Progress
              value={(100 * undone) / codes.length}
              aria-label={t('importing.undo', { count: codes.length })}
            />
          </div>
        )}
        <div className="row">
          <Button
            disabled={busy}
            variant={firstToFix === undefined ? 'filled' : 'default'}
            onClick={() => go({ screen: 'dossiers' })}
          >
            {t('importing.toList')}
          </Button>
          <Button variant="default" disabled={busy} onClick={clear}>
            {t('importing.another')}
          </Button>
          <span className="grow" />
          <Button
            variant="subtle"
            color="seal"
            leftSection={<IconTrash size={18} aria-hidden />}
            disabled={busy}
            onClick={() => setAsking(true)}
          >
            {t('importing.undo', { count: codes.length })}
          </Button>
        </div>
      </section>
      {asking && (
        <Modal
          opened
          onClose={() => setAsking(false)}
          title={<b>{t('importing.undoSure')}</b>}
          closeButtonProps={{ 'aria-label': t('app.close') }}
        >
          <p>{t('importing.undoSureHint')}</p>
          <div className="row" style={{ justifyContent: 'flex-end' }}>
            <Button variant="default" data-autofocus onClick={() => setAsking(false)}>
              {t('app.cancel')}
            </Button>
            <Button
              color="seal"
              onClick={() => {
                setAsking(false);
                void undo().then((count) => {
                  if (count > 0) notifyDone(t('importing.undone', { count }));
                });
              }}
            >
              {t('importing.undo', { count: codes.length })}
            </Button>
          </div>
        </Modal>
      )}
    </>
  );
}

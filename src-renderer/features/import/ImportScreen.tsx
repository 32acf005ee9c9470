import { IconArrowLeft, IconFileImport } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { User } from '#shared/contract/ipc.ts';
import { go, routeHref } from '../../app/route.ts';
import { Empty } from '../../components/Empty.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { useSettledSteps } from '../../components/settle-focus.ts';
import { useShortcut } from '../../components/useShortcut.ts';
import { HelpLink } from '../help/HelpLink.tsx';
import { DropVeil } from './DropVeil.tsx';
import { ImportFiles } from './ImportFiles.tsx';
import { ImportResult } from './ImportResult.tsx';
import { Preview } from './Preview.tsx';
import { ReadingFiles } from './ReadingFiles.tsx';
import { TakeForm } from './TakeForm.tsx';
import { TemplateDownload } from './TemplateDownload.tsx';
import { useAddFiles } from './useAddFiles.ts';
import { useFileDrop } from './useFileDrop.ts';
import { useImportDesk } from './useImportDesk.ts';
import './import.css';

/** Vouchers from files: choose, look at what was found, make drafts of it, take it back. */
export default function ImportScreen({ user }: { readonly user: User }) {
  const { t } = useTranslation();
  const { desk, readAgain } = useImportDesk();
  const add = useAddFiles();
  const mayImport = user.role === 'KTV';
  const undoing = desk.taken?.undone !== undefined;
  const over = useFileDrop((files) => void add(files), mayImport && !undoing);
  useShortcut('alt+l', () => go({ screen: 'dossiers' }));
  const step =
    desk.taken !== undefined
      ? 'taken'
      : desk.reading
        ? 'reading'
        : desk.preview === undefined
          ? 'choose'
          : 'preview';
  useSettledSteps(step);
  if (!mayImport) {
    return (
      <div className="page">
        <div className="sheet">
          <Empty icon={IconFileImport} heading={t('importing.notYours')} hint={t('importing.notYoursHint')}>
            <a href={routeHref({ screen: 'dossiers' })}>{t('importing.toList')}</a>
          </Empty>
        </div>
      </div>
    );
  }
  return (
    <div className="page import">
      <DropVeil over={over} />
      <header className="stack import-head">
        <a className="back" href={routeHref({ screen: 'dossiers' })}>
          <IconArrowLeft size={18} aria-hidden /> {t('importing.back')} <kbd aria-hidden>Alt+L</kbd>
        </a>
        <h1>{t('importing.title')}</h1>
        {(step === 'choose' || step === 'reading') && (
          <p>
            {t('importing.lead')} <HelpLink page="import-export">{t('importing.help')}</HelpLink>
          </p>
        )}
      </header>
      {desk.taken === undefined ? (
        <>
          <ImportFiles onFiles={(files) => void add(files)} />
          {desk.reading && <ReadingFiles count={desk.files.length} />}
          {desk.failure !== undefined && (
            <FailureNotice
              failure={desk.failure}
              {...(desk.files.length > 0 ? { retry: () => void readAgain() } : {})}
            />
          )}
          {desk.preview !== undefined && (
            <>
              <Preview preview={desk.preview} />
              <TakeForm preview={desk.preview} />
            </>
          )}
          {desk.preview === undefined && !desk.reading && <TemplateDownload />}
        </>
      ) : (
        <ImportResult taken={desk.taken} />
      )}
    </div>
  );
}

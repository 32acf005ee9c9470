import { Button } from '@mantine/core';
import { IconDownload, IconSend } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { warningSchema } from '#shared/validation/report.ts';
import type { DossierView, SigningJob } from '#shared/contract/ipc.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useDownloadAll } from '../dossier/DocumentList.tsx';
import { useSubmit } from '../dossier/NextStep.tsx';
import { IndicationBadge } from '../dossier/SignatureReports.tsx';

/** How the job ended: each document with its check, or why not, and the way on. */
export function SigningResult({
  job,
  dossier,
  onAgain,
  onClose,
}: {
  readonly job: SigningJob;
  readonly dossier: DossierView;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}) {
  if (job.phase === 'done') return <Done job={job} dossier={dossier} onClose={onClose} />;
  return <NotDone job={job} onAgain={onAgain} onClose={onClose} />;
}

function Done({
  job,
  dossier,
  onClose,
}: {
  readonly job: SigningJob;
  readonly dossier: DossierView;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const download = useDownloadAll(dossier);
  const submit = useSubmit(dossier, onClose);
  const allValid = job.results.every((result) => result.indication === 'valid');
  // A warning that all documents share is said once, above the list.
  const [first, ...others] = job.results;
  const shared = (first?.warnings ?? []).filter((warning) =>
    others.every((result) => result.warnings.includes(warning)),
  );
  return (
    <div className="stack">
      <Notice tone={allValid ? 'good' : 'bad'} heading={t('signing.phase.done')}>
        <p>
          {allValid ? t('signing.doneLead', { count: job.results.length }) : t('signing.doneWithTrouble')}
        </p>
      </Notice>
      {shared.length > 0 && (
        <Notice tone="warn">
          {shared.map((warning) => (
            <Warning key={warning} code={warning} />
          ))}
        </Notice>
      )}
      <ul className="results">
        {job.results.map((result) => (
          <li key={result.documentId}>
            <span className="row">
              <span className="grow" style={{ overflowWrap: 'anywhere' }}>
                {result.name}
              </span>
              <IndicationBadge indication={result.indication} />
            </span>
            {result.warnings
              .filter((warning) => !shared.includes(warning))
              .map((warning) => (
                <Warning key={warning} code={warning} />
              ))}
          </li>
        ))}
      </ul>
      <div className="dialog-foot">
        <Button
          variant="default"
          leftSection={<IconDownload size={20} aria-hidden />}
          loading={download.isPending}
          onClick={() => download.mutate()}
        >
          {t('signing.downloadSigned')}
        </Button>
        <span className="grow" />
        {dossier.actions.includes('submit') ? (
          <>
            <Button variant="default" onClick={onClose}>
              {t('app.close')}
            </Button>
            <Button
              size="lg"
              leftSection={<IconSend size={22} aria-hidden />}
              loading={submit.isPending}
              onClick={() => submit.mutate()}
              data-autofocus
            >
              {t('signing.submitNow')}
            </Button>
          </>
        ) : (
          <Button size="lg" onClick={onClose} data-autofocus>
            {t('signing.finished')}
          </Button>
        )}
      </div>
    </div>
  );
}

function Warning({ code }: { readonly code: string }) {
  const { t } = useTranslation();
  const known = warningSchema.safeParse(code);
  return <p style={{ margin: 0 }}>{known.success ? t(`warning.${known.data}`) : code}</p>;
}

function NotDone({
  job,
  onAgain,
  onClose,
}: {
  readonly job: SigningJob;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const cancelled =
    job.phase === 'cancelled' ||
    job.failure?.code === 'PIN_CANCELLED' ||
    job.failure?.code === 'SIGNING_CANCELLED';
  return (
    <div className="stack">
      {cancelled || job.failure === undefined ? (
        <Notice tone={cancelled ? 'info' : 'bad'} heading={t(`signing.phase.${job.phase}`)}>
          <p>{t('signing.cancelledText')}</p>
        </Notice>
      ) : (
        <FailureNotice failure={job.failure} />
      )}
      <div className="dialog-foot">
        <span className="grow" />
        <Button variant="default" onClick={onClose}>
          {t('app.close')}
        </Button>
        <Button size="lg" onClick={onAgain} data-autofocus>
          {t('signing.again')}
        </Button>
      </div>
    </div>
  );
}

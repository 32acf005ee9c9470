import { Button } from '@mantine/core';
import { IconDownload, IconSend } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { warningSchema } from '#shared/validation/report.ts';
import type { SigningJob } from '#shared/contract/ipc.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { IndicationBadge } from '../dossier/SignatureReports.tsx';

/** A button beside the result. */
export interface Offer {
  readonly label: string;
  readonly busy: boolean;
  readonly start: () => void;
}

interface Ways {
  readonly job: SigningJob;
  readonly download: Omit<Offer, 'label'>;
  /** What can be done at once with what was signed. */
  readonly next: Offer | undefined;
  readonly onClose: () => void;
}

/** How the job ended: each document with its check, or why not, and the way on. */
export function SigningResult({ onAgain, ...ways }: Ways & { readonly onAgain: () => void }) {
  if (ways.job.phase === 'done') return <Done {...ways} />;
  return <NotDone job={ways.job} onAgain={onAgain} onClose={ways.onClose} />;
}

function Done({ job, download, next, onClose }: Ways) {
  const { t } = useTranslation();
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
          loading={download.busy}
          onClick={download.start}
        >
          {t('signing.downloadSigned')}
        </Button>
        <span className="grow" />
        {next !== undefined ? (
          <>
            <Button variant="default" onClick={onClose}>
              {t('app.close')}
            </Button>
            <Button
              size="lg"
              leftSection={<IconSend size={22} aria-hidden />}
              loading={next.busy}
              onClick={next.start}
              data-autofocus
            >
              {next.label}
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

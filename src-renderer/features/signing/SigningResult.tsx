import { Button } from '@mantine/core';
import { IconDownload, IconSend } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { warningSchema } from '#shared/validation/report.ts';
import type { SigningJob } from '#shared/contract/ipc.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { IndicationBadge } from '../dossier/SignatureReports.tsx';
import { isResendable } from '../remote-ca/resendable.ts';

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

interface Again {
  /** Back to the choice of certificates. */
  readonly onAgain: () => void;
  readonly resending: boolean;
  /** The same again on the phone. */
  readonly onResend: () => void;
}

/** How the job ended: each document with its check, or why not, and the way on. */
export function SigningResult({ onAgain, resending, onResend, ...ways }: Ways & Again) {
  if (ways.job.phase === 'done') return <Done {...ways} />;
  return (
    <NotDone
      job={ways.job}
      onAgain={onAgain}
      resending={resending}
      onResend={onResend}
      onClose={ways.onClose}
    />
  );
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
  resending,
  onResend,
  onClose,
}: Again & {
  readonly job: SigningJob;
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
          {job.failure?.details?.['phone'] !== undefined && <p>{t('remoteCa.stillOnPhone')}</p>}
        </Notice>
      ) : (
        <FailureNotice failure={job.failure} />
      )}
      <div className="dialog-foot">
        {/* The way back to the choice is a small one: what most people want next is the same again. */}
        {isResendable(job.failure) && (
          <Button variant="subtle" disabled={resending} onClick={onAgain}>
            {t('remoteCa.wait.other')}
          </Button>
        )}
        <span className="grow" />
        <Button variant="default" onClick={onClose}>
          {t('app.close')}
        </Button>
        {isResendable(job.failure) ? (
          <Button size="lg" loading={resending} onClick={onResend} data-autofocus>
            {t('remoteCa.wait.resend')}
          </Button>
        ) : (
          <Button size="lg" onClick={onAgain} data-autofocus>
            {t('signing.again')}
          </Button>
        )}
      </div>
    </div>
  );
}

import { Loader } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureText } from '#shared/contract/errors.ts';
import type { DossierDocument } from '#shared/domain/dossiers/dossier.ts';
import type { Indication, SignatureReport, ValidationReport } from '#shared/validation/report.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { formatDay, formatMinute } from '../../format/date.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { useReport, type FilesOf } from './useDossier.ts';

const tones: Readonly<Record<Indication, 'good' | 'bad' | 'warn'>> = {
  valid: 'good',
  invalid: 'bad',
  indeterminate: 'warn',
};

export function IndicationBadge({ indication }: { readonly indication: Indication }) {
  const { t } = useTranslation();
  return (
    <span className="badge" data-tone={tones[indication]}>
      {t(`verify.indication.${indication}`)}
    </span>
  );
}

/** What Thông tư 15/2025/TT-BKHCN Điều 6 asks to be shown of each signature; the full facts one click away. */
export function SignatureReports({
  code,
  earlier,
  document,
}: FilesOf & { readonly document: DossierDocument }) {
  const report = useReport({ code, earlier }, document);
  return <ReportOf report={report} signed={document.signedBy.length > 0} />;
}

/** The report of one file as it arrives. */
export function ReportOf({
  report,
  signed,
}: {
  readonly report: Pick<UseQueryResult<ValidationReport>, 'isPending' | 'error' | 'data' | 'refetch'>;
  readonly signed: boolean;
}) {
  const { t } = useTranslation();
  if (!signed)
    return (
      <p className="quiet" style={{ margin: 0 }}>
        {t('verify.none')}
      </p>
    );
  return (
    <section aria-label={t('verify.title')} className="stack" style={{ gap: 8 }}>
      {report.isPending && (
        <span className="row">
          <Loader size="sm" /> {t('verify.checking')}
        </span>
      )}
      {report.error !== null && <FailureNotice error={report.error} retry={() => void report.refetch()} />}
      {report.data?.reason !== undefined && <FailureNotice failure={{ code: report.data.reason }} />}
      {report.data?.signatures.map((signature, index) => (
        <SignatureCard key={index} signature={signature} />
      ))}
    </section>
  );
}

function SignatureCard({ signature }: { readonly signature: SignatureReport }) {
  const { t, i18n } = useTranslation();
  const { signer } = signature;
  return (
    <article className="signature-card" data-indication={signature.indication}>
      <div className="row">
        <IndicationBadge indication={signature.indication} />
        <b>{signer?.commonName ?? '–'}</b>
        <span className="quiet figures">
          {signature.claimedSigningTime === undefined
            ? t('verify.noTime')
            : formatMinute(signature.claimedSigningTime)}
        </span>
      </div>
      {signature.reason !== undefined && (
        <p style={{ margin: '6px 0 0' }}>
          <b>{t('verify.reason')}:</b> {failureText(signature.reason, languageOf(i18n)).heading}.{' '}
          {failureText(signature.reason, languageOf(i18n)).explanation}
        </p>
      )}
      {signature.warnings.map((warning) => (
        <p key={warning} style={{ margin: '4px 0 0', color: 'var(--warn)' }}>
          ⚠ {t(`warning.${warning}`)}
        </p>
      ))}
      <details style={{ marginTop: 6 }}>
        <summary>{t('app.details')}</summary>
        <dl className="facts" style={{ marginTop: 8 }}>
          <Fact name={t('verify.intact')} value={signature.intact ? t('verify.yes') : t('verify.broken')} />
          <dt>{t('verify.format')}</dt>
          <dd>
            {signature.format} {signature.level === 'none' ? t('verify.levelNone') : signature.level} ·{' '}
            {signature.algorithm} · {signature.coversWholeFile ? t('verify.covers') : t('verify.coversPart')}
          </dd>
          {signature.claimedSigningTime !== undefined && (
            <Fact name={t('verify.claimed')} value={formatMinute(signature.claimedSigningTime)} />
          )}
          {signature.certificateValidAtSigning !== undefined && (
            <Fact
              name={t('verify.validAtSigning')}
              value={signature.certificateValidAtSigning ? t('verify.yes') : t('verify.notValidAtSigning')}
            />
          )}
          {signer !== undefined && (
            <>
              <Fact name={t('verify.signer')} value={signer.subject} />
              <Fact name={t('verify.organisation')} value={signer.organisation} />
              <Fact name={t('verify.uids')} value={signer.uids.join(', ')} />
              <Fact name={t('verify.issuer')} value={signer.issuer} />
              <Fact name={t('verify.serial')} value={signer.serial} />
              <Fact
                name={t('verify.validity')}
                value={`${formatDay(signer.notBefore)} – ${formatDay(signer.notAfter)}`}
              />
            </>
          )}
        </dl>
      </details>
    </article>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="figures">{value === '' ? '–' : value}</dd>
    </>
  );
}

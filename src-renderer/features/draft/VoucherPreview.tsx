import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { openFile } from '../../document/file-bytes.ts';
import { PdfPages } from '../../document/PdfPages.tsx';

/** The printed form of a voucher as stored; drawn anew after each save. */
export function VoucherPreview({
  code,
  voucherId,
  version,
  stale,
}: {
  readonly code: DossierCode;
  readonly voucherId: string;
  readonly version: number;
  /** There are changes that are not stored, hence not printed, yet. */
  readonly stale: boolean;
}) {
  const { t } = useTranslation();
  const preview = useQuery({
    queryKey: keys.preview(code, voucherId, version),
    queryFn: async () => openFile(await call('drafts.preview', { code, voucherId })),
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
  return (
    <div className="stack" style={{ padding: 16 }}>
      <span className="quiet small" role="status">
        {stale ? t('draft.previewWait') : t('draft.preview')}
      </span>
      {preview.error !== null && <FailureNotice error={preview.error} retry={() => void preview.refetch()} />}
      {preview.data !== undefined && (
        <PdfPages key={preview.data.sha256} bytes={preview.data.bytes} name={preview.data.name} />
      )}
    </div>
  );
}

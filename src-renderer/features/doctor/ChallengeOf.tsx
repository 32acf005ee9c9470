import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { ChallengeDialog } from '../tokens/ChallengeDialog.tsx';
import { useCertificates } from '../tokens/useTokens.ts';

/** Consent and PIN for one signature with the key of a certificate that the doctor has named by its id. */
export function ChallengeOf({
  certificateId,
  onClose,
}: {
  readonly certificateId: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { data, error } = useCertificates();
  const certificate = data?.certificates.find(({ id }) => id === certificateId);
  if (certificate !== undefined) return <ChallengeDialog certificate={certificate} onClose={onClose} />;
  // Not asked yet: it takes a moment at most, since the doctor has just looked.
  if (data === undefined && error === null) return null;
  return (
    <Modal opened onClose={onClose} closeButtonProps={{ 'aria-label': t('app.close') }}>
      {error === null ? (
        <Notice tone="warn" heading={t('doctor.noCertificate')} />
      ) : (
        <FailureNotice error={error} />
      )}
    </Modal>
  );
}

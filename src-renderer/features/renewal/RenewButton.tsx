import { Button } from '@mantine/core';
import { IconCertificate } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CertificateView } from '#shared/contract/tokens.ts';
import { go, useRoute } from '../../app/route.ts';
import { useSession } from '../../app/useSession.ts';
import { call } from '../../bridge/bridge.ts';
import { notifyFailure } from '../../components/notify.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { isRenewable } from './renewable.ts';

type Renewed = Pick<CertificateView, 'id' | 'serial' | 'owner' | 'isCa' | 'privateKey' | 'refusals'>;

/**
 * “Chứng thư số của tôi đã gia hạn”: one click to the change dossier, filled in; nothing where it would not help. Within
 * a registration dossier the refusal means that very dossier.
 */
export function RenewButton({ certificate }: { readonly certificate: Renewed }) {
  const { t, i18n } = useTranslation();
  const user = useSession().data?.user ?? undefined;
  const within = useRoute().screen === 'registration';
  const renew = useMutation({
    mutationFn: () => call('registrations.renew', { certificateId: certificate.id }),
    onSuccess: ({ id }) => go({ screen: 'registration', id }),
    onError: (thrown) => notifyFailure(thrown, languageOf(i18n)),
  });
  if (within || !isRenewable(certificate, user)) return null;
  return (
    <span className="row renewal">
      <Button
        size="compact-md"
        leftSection={<IconCertificate size={18} aria-hidden />}
        aria-label={t('renewal.named', { serial: certificate.serial })}
        loading={renew.isPending}
        onClick={() => renew.mutate()}
      >
        {t('renewal.button')}
      </Button>
      <span className="quiet small">{t('renewal.hint')}</span>
    </span>
  );
}

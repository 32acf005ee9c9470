import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toFailure } from '#shared/contract/errors.ts';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import type { CertificateView } from '#shared/contract/tokens.ts';
import type { RegistrationMember } from '#shared/domain/registration/registration.ts';
import { call } from '../../bridge/bridge.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useProviders } from '../remote-ca/useRemote.ts';
import { useRegistration, useTakeRegistration } from '../registration/useRegistration.ts';
import { CertificateOfMember } from './CertificateOfMember.tsx';
import { DeclineDialog } from './DeclineDialog.tsx';

/** The member's answer: the certificate where they sign, “Ghi”, “Lưu”; or what is wrong. */
export function ConfirmForm({
  view,
  member,
  standing,
}: {
  readonly view: RegistrationView;
  readonly member: RegistrationMember;
  readonly standing: RegistrationMember | undefined;
}) {
  const { t } = useTranslation();
  const take = useTakeRegistration();
  const { refetch } = useRegistration(view.id);
  const [recorded, setRecorded] = useState<CertificateView>();
  const [declining, setDeclining] = useState(false);
  const signs = member.signatureForm !== 'none';
  const remote = member.signatureForm === 'remote';
  const providers = useProviders();
  /** The server lost its provider after the form was declared. */
  const nowhere = remote && providers.data?.length === 0;
  const confirm = useMutation({
    mutationFn: () =>
      call('registrations.confirm', {
        id: view.id,
        ...(recorded === undefined ? {} : { certificateId: recorded.id }),
      }),
    onSuccess: take,
    onError: (thrown) => {
      // Another certificate has to be chosen, or another token to be plugged in.
      if (/^(CERT|TOKEN|MODULE|REMOTE)_/.test(toFailure(thrown).code)) setRecorded(undefined);
    },
  });
  const refusal = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // It stands above the foot, which may cover it.
    if (confirm.error !== null) refusal.current?.scrollIntoView({ block: 'nearest' });
  }, [confirm.error]);
  const moved =
    confirm.error !== null &&
    ['REGISTRATION_CONFLICT', 'REGISTRATION_STATE', 'LINK_USED'].includes(toFailure(confirm.error).code);
  return (
    <>
      {signs && !nowhere && (
        <CertificateOfMember
          member={member}
          standing={standing}
          recorded={recorded}
          onRecord={(certificate) => {
            confirm.reset();
            setRecorded(certificate);
          }}
        />
      )}
      {nowhere && (
        <Notice tone="warn">
          <p>{t('memberConfirmation.remote')}</p>
        </Notice>
      )}
      <div ref={refusal} className="member-refusal">
        {confirm.error !== null && (
          <FailureNotice error={confirm.error}>
            {moved && (
              <Button size="sm" variant="default" onClick={() => void refetch()}>
                {t('memberConfirmation.reload')}
              </Button>
            )}
          </FailureNotice>
        )}
      </div>
      <div className="member-foot sheet">
        {view.actions.includes('decline') && (
          <Button variant="default" onClick={() => setDeclining(true)}>
            {t('memberConfirmation.wrong')}
          </Button>
        )}
        <span id="member-next" className="quiet grow" role="status">
          {nowhere
            ? ''
            : signs && recorded === undefined
              ? t('memberConfirmation.needCertificate')
              : t(signs ? 'memberConfirmation.agree' : 'memberConfirmation.agreePlain')}
        </span>
        <Button
          size="lg"
          aria-describedby="member-next"
          disabled={nowhere || (signs && recorded === undefined)}
          loading={confirm.isPending}
          onClick={() => confirm.mutate()}
        >
          {t('memberConfirmation.save')}
        </Button>
      </div>
      {declining && <DeclineDialog id={view.id} onClose={() => setDeclining(false)} />}
    </>
  );
}

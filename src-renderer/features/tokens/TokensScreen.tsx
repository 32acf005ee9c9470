import { Button, Loader } from '@mantine/core';
import { IconPlus, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateView, TokenList, TokenView } from '#shared/contract/tokens.ts';
import { routeHref } from '../../app/route.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { notifyDone, notifyFailure } from '../../components/notify.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { RemoteSection } from '../remote-ca/RemoteSection.tsx';
import { AddModuleDialog } from './AddModuleDialog.tsx';
import { CertificateSection } from './CertificateSection.tsx';
import { ChallengeDialog } from './ChallengeDialog.tsx';
import { ChangePinDialog } from './ChangePinDialog.tsx';
import { ownersOn } from './holders.ts';
import { ModuleRows } from './ModuleRows.tsx';
import { NoToken } from './NoToken.tsx';
import { SelfTestDialog } from './SelfTestDialog.tsx';
import { TokenAnnouncer } from './TokenAnnouncer.tsx';
import { TokenCard, type TokenWork } from './TokenCard.tsx';
import { UnblockDialog } from './UnblockDialog.tsx';
import { UnreadCard, unreadCards } from './UnreadCard.tsx';
import { useCertificates, useTokenList } from './useTokens.ts';
import './tokens.css';

type OpenDialog =
  | { readonly kind: TokenWork; readonly token: TokenView }
  | { readonly kind: 'challenge'; readonly certificate: CertificateView }
  | { readonly kind: 'add-module' };

const collator = new Intl.Collator('vi', { numeric: true });

/** Everything plugged in: tokens and their PINs, certificates by person, drivers; it follows what comes and goes. */
export function TokensScreen() {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const list = useTokenList();
  const [dialog, setDialog] = useState<OpenDialog>();
  const heading = useRef<HTMLHeadingElement>(null);
  const lookAgain = useMutation({
    mutationFn: () => call('tokens.lookAgain', {}),
    onSuccess: (found) => {
      client.setQueryData(keys.tokens, found);
      void client.invalidateQueries({ queryKey: keys.certificates });
      notifyDone(t('tokens.lookedAgain', { count: found.tokens.length }));
    },
    onError: (thrown) => notifyFailure(thrown, languageOf(i18n)),
  });
  const close = () => setDialog(undefined);
  return (
    <div className="page stack">
      <div className="title-row" style={{ margin: 0 }}>
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {t('tokens.title')}
          </h1>
          <div className="quiet">{t('tokens.lead')}</div>
          <a href={routeHref({ screen: 'doctor' })}>{t('tokens.doctor')}</a> ·{' '}
          <a href={routeHref({ screen: 'trace' })}>{t('tokens.trace')}</a>
        </div>
        <div className="row">
          <Button
            variant="default"
            leftSection={<IconPlus size={20} aria-hidden />}
            onClick={() => setDialog({ kind: 'add-module' })}
          >
            {t('tokens.modules.add')}
          </Button>
          <Button
            leftSection={<IconRefresh size={20} aria-hidden />}
            loading={lookAgain.isPending}
            onClick={() => lookAgain.mutate()}
          >
            {t('tokens.lookAgain')}
          </Button>
        </div>
      </div>
      <TokenAnnouncer tokens={list.data?.tokens} />
      {list.isPending && (
        <span className="row" role="status">
          <Loader size="sm" role="presentation" /> {t('tokens.looking')}
        </span>
      )}
      {list.error !== null && <FailureNotice error={list.error} retry={() => void list.refetch()} />}
      {list.data !== undefined && (
        <Found
          list={list.data}
          onWork={(kind, token) => setDialog({ kind, token })}
          onChallenge={(certificate) => setDialog({ kind: 'challenge', certificate })}
          onGone={() => heading.current?.focus()}
        />
      )}
      {dialog !== undefined && <Dialog dialog={dialog} onClose={close} />}
    </div>
  );
}

function Found({
  list,
  onWork,
  onChallenge,
  onGone,
}: {
  readonly list: TokenList;
  readonly onWork: (work: TokenWork, token: TokenView) => void;
  readonly onChallenge: (certificate: CertificateView) => void;
  readonly onGone: () => void;
}) {
  const { t } = useTranslation();
  const certificates = useCertificates().data?.certificates ?? [];
  // In an order of their own: modules and slots change places when something is plugged in.
  const tokens = [...list.tokens].sort(
    (a, b) => collator.compare(a.label, b.label) || (a.serial < b.serial ? -1 : 1),
  );
  const ready = list.modules.filter(({ state }) => state === 'ready').length;
  return (
    <>
      {list.pcsc === 'no-service' && list.tokens.length > 0 && (
        <Notice tone="warn" heading={t('tokens.noService')} />
      )}
      {unreadCards(list.readers).map((reader) => (
        <UnreadCard key={reader.name} reader={reader} />
      ))}
      <section aria-labelledby="tokens-heading" className="stack">
        <h2 id="tokens-heading" style={{ margin: 0 }}>
          {t('tokens.plugged')} <span className="figures">({list.tokens.length})</span>
        </h2>
        {list.tokens.length === 0 && <NoToken list={list} />}
        <div className="tokens">
          {tokens.map((token) => (
            <TokenCard
              key={token.serial}
              token={token}
              modules={list.modules}
              owners={ownersOn(token.serial, certificates)}
              onWork={(work) => onWork(work, token)}
              onGone={onGone}
            />
          ))}
        </div>
      </section>
      <CertificateSection tokens={list.tokens} onChallenge={onChallenge} />
      <RemoteSection />
      <details className="sheet padded">
        <summary>{t('tokens.modules.heading', { ready, count: list.modules.length })}</summary>
        <ModuleRows modules={list.modules} />
      </details>
      {list.pcsc === 'polling' && (
        <p className="quiet small" style={{ margin: 0 }}>
          {t('tokens.polling')}
        </p>
      )}
    </>
  );
}

function Dialog({ dialog, onClose }: { readonly dialog: OpenDialog; readonly onClose: () => void }) {
  switch (dialog.kind) {
    case 'change':
      return <ChangePinDialog token={dialog.token} onClose={onClose} />;
    case 'unblock':
      return <UnblockDialog token={dialog.token} onClose={onClose} />;
    case 'self-test':
      return <SelfTestDialog token={dialog.token} onClose={onClose} />;
    case 'challenge':
      return <ChallengeDialog certificate={dialog.certificate} onClose={onClose} />;
    case 'add-module':
      return <AddModuleDialog onClose={onClose} />;
  }
}

import { Button, Loader, Textarea } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toFailure } from '#shared/contract/errors.ts';
import { go, routeHref } from '../../app/route.ts';
import { useInfo } from '../../app/useSession.ts';
import { call } from '../../bridge/bridge.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { linkNextStep } from './next-step.ts';
import { takeLink, usePendingLink } from './pending-link.ts';

/** A link from a letter: opened by itself when the system brought it, pasted otherwise. */
export default function LinkScreen() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const arrived = usePendingLink();
  const open = useMutation({
    mutationFn: (text: string) => call('links.open', { text }),
    // One that arrived is seen in the field, to be sent again or held against the letter.
    onMutate: setTyped,
    onSuccess: ({ id }) => go({ screen: 'registration', id }),
    // The link opens a dossier to whoever holds it: not kept beyond the call.
    gcTime: 0,
  });
  const openArrived = useEffectEvent(() => {
    const text = takeLink();
    if (text !== undefined) open.mutate(text);
  });
  useEffect(() => {
    if (arrived !== undefined) openArrived();
  }, [arrived]);
  const text = typed.trim();
  return (
    <div className="page stack" style={{ maxWidth: 860 }}>
      <div>
        <h1>{t('link.title')}</h1>
        <span className="quiet">{t('link.lead')}</span>
      </div>
      <form
        className="sheet padded stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (text !== '' && !open.isPending) open.mutate(text);
        }}
      >
        <Textarea
          label={t('link.label')}
          description={t('link.hint')}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={2000}
          autoComplete="off"
          spellCheck={false}
          autoFocus
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }}
        />
        {open.isPending && (
          <span className="row" role="status">
            <Loader size="sm" role="presentation" /> {t('link.opening')}
          </span>
        )}
        {open.error !== null && <LinkFailure error={open.error} onRetry={() => open.mutate(text)} />}
        <div className="row">
          <Button
            type="submit"
            size="lg"
            leftSection={<IconExternalLink size={22} aria-hidden />}
            disabled={text === ''}
            loading={open.isPending}
          >
            {t('link.open')}
          </Button>
          <a href={routeHref({ screen: 'registrations' })}>{t('link.toList')}</a>
        </div>
      </form>
    </div>
  );
}

/** Why a link did not open, and whose turn it is now. */
function LinkFailure({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const { t } = useTranslation();
  const server = useInfo().data?.backendUrl ?? '';
  const next = linkNextStep(toFailure(error).code);
  return (
    <FailureNotice error={error} tone={next.tone} {...(next.retry ? { retry: onRetry } : {})}>
      {next.words !== undefined && (
        <p style={{ flexBasis: '100%', margin: 0 }}>{t(`link.next.${next.words}`, { server })}</p>
      )}
      {next.way === 'list' && (
        <Button component="a" href={routeHref({ screen: 'registrations' })} size="sm" variant="default">
          {t('link.toList')}
        </Button>
      )}
      {next.way === 'doctor' && (
        <Button component="a" href={routeHref({ screen: 'doctor' })} size="sm" variant="default">
          {t('link.toDoctor')}
        </Button>
      )}
    </FailureNotice>
  );
}

import { Button } from '@mantine/core';
import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { dossierCodeSchema } from '#shared/domain/dossiers/dossier.ts';
import type { StoreNotice } from '#shared/contract/sync/window.ts';
import { go } from '../../app/route.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { Notice } from '../../components/Notice.tsx';
import { notifyFailure } from '../../components/notify.ts';
import { formatMinute } from '../../format/date.ts';
import { languageOf } from '../../i18n/i18n.ts';

/** What happened to this person's work while they did not look; each stays until they have read it. */
export function StoreNotices() {
  const { t } = useTranslation();
  const { data } = useQuery({ queryKey: keys.notices, queryFn: () => call('store.notices', {}) });
  if (data === undefined || data.notices.length === 0) return null;
  return (
    <section className="stack" aria-label={t('storeNotices.label')} style={{ marginBottom: 16 }}>
      {data.notices.map((notice) => (
        <OneNotice key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function OneNotice({ notice }: { readonly notice: StoreNotice }) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const dismiss = useMutation({
    mutationFn: () => call('store.dismiss', { id: notice.id }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.notices }),
    onError: (thrown) => notifyFailure(thrown, languageOf(i18n)),
  });
  const said = (name: string) => String(notice.details[name] ?? '');
  const code = dossierCodeSchema.safeParse(notice.details['code']).data;
  const dossier = useQuery({
    queryKey: keys.dossier(code ?? ''),
    queryFn: code === undefined ? skipToken : () => call('dossiers.get', { code }),
  }).data;
  // A person knows a dossier by its title; the code stands in while it is not known.
  const title =
    dossier === undefined ? said('code') : dossier.title === '' ? t('list.untitled') : dossier.title;
  const values = { code: said('code'), from: said('from'), folder: said('folder'), title };
  const back = notice.kind === 'frozen' && dossier?.actions.includes('edit') === true;
  return (
    <Notice
      tone={notice.kind === 'recovered' || notice.kind === 'frozen' ? 'warn' : 'info'}
      heading={t(`storeNotices.${notice.kind}.heading`, values)}
    >
      <p>
        {t(`storeNotices.${notice.kind}.text`, values)}{' '}
        <span className="quiet small figures">
          ({formatMinute(notice.at)}
          {code !== undefined && ` · ${code}`})
        </span>
      </p>
      <p>
        <b>{t('app.remedy')}:</b>{' '}
        {back ? t('storeNotices.frozen.todoBack') : t(`storeNotices.${notice.kind}.todo`)}
      </p>
      <div className="row" style={{ marginTop: 8 }}>
        {code !== undefined && (
          <Button size="sm" variant="default" onClick={() => go({ screen: 'dossier', code })}>
            {t('storeNotices.open')}
          </Button>
        )}
        <Button size="sm" variant="default" loading={dismiss.isPending} onClick={() => dismiss.mutate()}>
          {t('storeNotices.dismiss')}
        </Button>
      </div>
    </Notice>
  );
}

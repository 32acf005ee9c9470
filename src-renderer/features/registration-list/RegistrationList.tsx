import { Button, Loader } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFileDiff, IconFilePlus, IconMailOpened, IconPrinter } from '@tabler/icons-react';
import { keepPreviousData, skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { User } from '#shared/contract/ipc.ts';
import { routeHref } from '../../app/route.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { whileOthersAct } from '../registration/useRegistration.ts';
import { NoRegistrations } from './NoRegistrations.tsx';
import { OfficerNote } from './OfficerNote.tsx';
import { RegistrationFilters } from './RegistrationFilters.tsx';
import { RegistrationTable } from './RegistrationTable.tsx';
import {
  everyRegistration,
  isFiltered,
  registrationFilter,
  type RegistrationListView,
} from './registration-view.ts';
import { useRegistrationActs } from './useRegistrationActs.ts';
import './registration-list.css';

/** How long (ms) typing must rest before the search begins. */
const typingRest = 150;

/** Tra cứu hồ sơ đăng ký: those of this machine and, for who is signed in, the unit's. */
export default function RegistrationList({ user }: { readonly user: User | undefined }) {
  return user?.role === 'KBNN' ? <OfficerNote /> : <UnitRegistrations user={user} />;
}

/** The person's view of the list; outlives the screen, ends with the session. */
function useView(): readonly [RegistrationListView, (changed: Partial<RegistrationListView>) => void] {
  const client = useQueryClient();
  const { data } = useQuery<RegistrationListView>({
    queryKey: keys.registrationView,
    queryFn: skipToken,
    gcTime: Infinity,
  });
  return [
    data ?? everyRegistration,
    (changed) =>
      client.setQueryData<RegistrationListView>(keys.registrationView, (view) => ({
        ...(view ?? everyRegistration),
        ...changed,
      })),
  ];
}

function UnitRegistrations({ user }: { readonly user: User | undefined }) {
  const { t } = useTranslation();
  const [view, change] = useView();
  const [query] = useDebouncedValue(view.query.trim(), typingRest);
  const filter = registrationFilter(view, query);
  const list = useQuery({
    queryKey: keys.registrationPage(filter),
    queryFn: () => call('registrations.list', filter),
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchInterval: whileOthersAct,
  });
  const { create, copy, remove } = useRegistrationActs();
  const dossiers = list.data?.registrations ?? [];
  return (
    <div className="page">
      <div className="title-row">
        <div>
          <h1>{t('registrationList.title')}</h1>
          <span className="quiet">{t('registrationList.lead')}</span>
        </div>
        <div className="row no-print">
          <Button
            component="a"
            href={routeHref({ screen: 'link' })}
            variant="default"
            size="lg"
            leftSection={<IconMailOpened size={22} aria-hidden />}
          >
            {t('registrationList.openLink')}
          </Button>
          <Button
            size="lg"
            variant={user === undefined ? 'filled' : 'default'}
            leftSection={<IconFilePlus size={22} aria-hidden />}
            loading={create.isPending && create.variables === 'first'}
            onClick={() => create.mutate('first')}
          >
            {t('registrationList.create')}
          </Button>
          {user !== undefined && (
            <Button
              size="lg"
              leftSection={<IconFileDiff size={22} aria-hidden />}
              loading={create.isPending && create.variables === 'change'}
              onClick={() => create.mutate('change')}
            >
              {t('registrationList.createChange')}
            </Button>
          )}
        </div>
      </div>
      {list.data?.offline !== undefined && (
        <div style={{ marginBottom: 14 }}>
          <Notice tone="warn" heading={t('registrationList.offline')}>
            <p>{t('registrationList.offlineText')}</p>
          </Notice>
        </div>
      )}
      <div className="sheet">
        <RegistrationFilters
          view={view}
          onChange={change}
          found={list.data === undefined ? undefined : dossiers.length}
        />
        {list.isPending && (
          <div className="empty">
            <Loader role="status" aria-label={t('app.loading')} />
          </div>
        )}
        {list.error !== null && (
          <div style={{ padding: 16 }}>
            <FailureNotice error={list.error} retry={() => void list.refetch()} />
          </div>
        )}
        {dossiers.length > 0 && (
          <>
            <RegistrationTable
              dossiers={dossiers}
              stale={list.isPlaceholderData}
              busy={copy.isPending || remove.isPending}
              onCopy={({ id }) => copy.mutate(id)}
              onDelete={({ id }) => remove.mutate(id)}
            />
            <div className="row no-print registration-foot">
              <Button
                size="sm"
                variant="default"
                leftSection={<IconPrinter size={18} aria-hidden />}
                onClick={() => print()}
              >
                {t('registrationList.print')}
              </Button>
            </div>
          </>
        )}
        {list.data !== undefined && dossiers.length === 0 && (
          <NoRegistrations
            filtered={isFiltered(view)}
            signedIn={user !== undefined}
            onClear={() => change(everyRegistration)}
          />
        )}
      </div>
    </div>
  );
}

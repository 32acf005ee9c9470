import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ModuleView } from '#shared/contract/tokens.ts';
import { call } from '../../bridge/bridge.ts';
import { keys } from '../../bridge/queries.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { notifyDone, notifyFailure } from '../../components/notify.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { fileName } from './module-name.ts';

const tones = { ready: 'good', failed: 'bad', asking: 'plain' } as const;

/** Every driver of the machine: whether it answers, what it sees, and why not. */
export function ModuleRows({ modules }: { readonly modules: readonly ModuleView[] }) {
  const { t } = useTranslation();
  if (modules.length === 0) return <p className="quiet">{t('tokens.modules.none')}</p>;
  return (
    <ul className="modules">
      {modules.map((module) => (
        <ModuleRow key={module.path} module={module} />
      ))}
    </ul>
  );
}

function ModuleRow({ module }: { readonly module: ModuleView }) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => call('modules.remove', { path: module.path }),
    onSuccess: (list) => {
      client.setQueryData(keys.tokens, list);
      void client.invalidateQueries({ queryKey: keys.certificates });
      notifyDone(t('tokens.modules.removed'));
    },
    onError: (thrown) => notifyFailure(thrown, languageOf(i18n)),
  });
  const name = fileName(module.path);
  const said = [
    module.vendor ?? module.manufacturer,
    module.description,
    ...(module.version === '' ? [] : [t('tokens.modules.version', { version: module.version })]),
    ...(module.milliseconds === undefined
      ? []
      : [t('tokens.modules.took', { ms: Math.round(module.milliseconds) })]),
    ...(module.origin === undefined ? [] : [t(`tokens.modules.origin.${module.origin}`)]),
  ].filter((part) => part !== '');
  return (
    <li data-module-state={module.state}>
      <div className="row">
        <b className="grow">{name}</b>
        <span className="badge" data-tone={tones[module.state]}>
          {t(`tokens.modules.state.${module.state}`)}
        </span>
        {module.origin === 'added' && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconTrash size={16} aria-hidden />}
            aria-label={t('tokens.modules.removeNamed', { name })}
            loading={remove.isPending}
            onClick={() => remove.mutate()}
          >
            {t('tokens.modules.remove')}
          </Button>
        )}
      </div>
      <div className="small quiet">{said.join(' · ')}</div>
      <code className="small">{module.path}</code>
      {module.state === 'ready' && (
        <div className="small quiet">
          {t('tokens.modules.readers')}:{' '}
          {module.readers.length === 0
            ? t('tokens.modules.noReader')
            : module.readers
                .map((reader) =>
                  reader.tokenPresent ? reader.name : t('tokens.modules.empty', { name: reader.name }),
                )
                .join(', ')}
        </div>
      )}
      {module.failure !== undefined && <FailureNotice failure={module.failure} tone="warn" />}
    </li>
  );
}

import { Loader } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleMinus,
  IconCircleX,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Check } from '#shared/contract/doctor.ts';

const looks: Readonly<Record<Check['state'], { readonly tone: string; readonly icon: Icon }>> = {
  ok: { tone: 'good', icon: IconCircleCheck },
  warning: { tone: 'warn', icon: IconAlertTriangle },
  failed: { tone: 'bad', icon: IconCircleX },
  skipped: { tone: 'plain', icon: IconCircleMinus },
};

/** State of a check as word, icon and colour. */
export function CheckBadge({ state }: { readonly state: Check['state'] | 'running' }) {
  const { t } = useTranslation();
  if (state === 'running') {
    return (
      <span className="badge" data-tone="plain">
        <Loader size={14} role="presentation" />
        {t('doctor.state.running')}
      </span>
    );
  }
  const { tone, icon: IconOf } = looks[state];
  return (
    <span className="badge" data-tone={tone}>
      <IconOf size={17} aria-hidden />
      {t(`doctor.state.${state}`)}
    </span>
  );
}

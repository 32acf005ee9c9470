import { ActionIcon, Button, Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconClockUp,
  IconCopy,
  IconPencil,
  IconTrash,
  IconUserQuestion,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RegistrationSummary } from '#shared/contract/registration/window.ts';
import { failureText } from '#shared/contract/errors.ts';
import { go, routeHref } from '../../app/route.ts';
import { formatMinute } from '../../format/date.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { RegistrationBadge } from '../registration/RegistrationBadge.tsx';
import { savedMark } from './registration-view.ts';

const markIcons = {
  edited: IconPencil,
  editedNew: IconPencil,
  queued: IconClockUp,
  refused: IconAlertTriangle,
} as const;

/** One registration dossier of the list. */
export function RegistrationRow({
  dossier,
  index,
  busy,
  onCopy,
  onDelete,
}: {
  readonly dossier: RegistrationSummary;
  readonly index: number;
  readonly busy: boolean;
  readonly onCopy: () => void;
  readonly onDelete: () => void;
}) {
  const { t, i18n } = useTranslation();
  const route = { screen: 'registration', id: dossier.id } as const;
  const name = dossier.unitName === '' ? dossier.unitCode : dossier.unitName;
  const named = name === '' ? t('registrationList.noUnit') : name;
  // What a link has brought goes from this machine alone.
  const atServer = dossier.status !== 'DANG_KE_KHAI';
  const mark = savedMark(dossier);
  const MarkIcon = mark === undefined ? IconPencil : markIcons[mark];
  const failure = dossier.saved.state === 'refused' ? dossier.saved.failure : undefined;
  return (
    <tr data-index={index} onClick={() => go(route)}>
      <td className="figures code">
        {dossier.code ?? <span className="quiet">{t('registrationList.noCode')}</span>}
        <span className="quiet small kind">{t(`registrationList.kind.${dossier.kind}`)}</span>
      </td>
      <td className="name">
        <a href={routeHref(route)} onClick={(event) => event.stopPropagation()}>
          {named}
        </a>
        {dossier.unitName !== '' && <span className="quiet small unit-code figures">{dossier.unitCode}</span>}
        {dossier.note !== '' && (
          <span className="note small">
            <b>
              {t(dossier.status === 'KBNN_TU_CHOI' ? 'registrationList.reason' : 'registrationList.note')}:
            </b>{' '}
            {dossier.note}
          </span>
        )}
        {failure !== undefined && (
          <span className="note small">{failureText(failure.code, languageOf(i18n)).heading}</span>
        )}
      </td>
      <td className="status">
        <RegistrationBadge status={dossier.status} />
        {mark !== undefined && (
          <span className={mark === 'refused' ? 'mark attention' : 'mark'}>
            <MarkIcon size={16} aria-hidden /> {t(`registrationList.saved.${mark}`)}
          </span>
        )}
        {dossier.missing > 0 && dossier.status === 'CHO_HOAN_THIEN' && (
          <span className="mark">
            <IconUserQuestion size={16} aria-hidden />{' '}
            {t('registrationList.missing', { count: dossier.missing })}
          </span>
        )}
      </td>
      <td className="figures when">{formatMinute(dossier.updatedAt)}</td>
      <td className="acts no-print" onClick={(event) => event.stopPropagation()}>
        {dossier.status === 'KBNN_TU_CHOI' && dossier.actions.includes('copy') && (
          <Button
            size="compact-md"
            variant="default"
            leftSection={<IconCopy size={18} aria-hidden />}
            aria-label={t('registrationList.copyNamed', { code: dossier.code ?? '' })}
            disabled={busy}
            onClick={onCopy}
          >
            {t('registrationList.copy')}
          </Button>
        )}
        {dossier.actions.includes('delete') && (
          <Tooltip label={t(atServer ? 'registrationList.takeOff' : 'registrationList.remove')}>
            <ActionIcon
              size="lg"
              variant="default"
              aria-label={t(atServer ? 'registrationList.takeOffNamed' : 'registrationList.removeNamed', {
                name: dossier.code ?? named,
              })}
              disabled={busy}
              onClick={onDelete}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </td>
    </tr>
  );
}

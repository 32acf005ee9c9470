import { Button } from '@mantine/core';
import { IconClipboardText, IconSearchOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/Empty.tsx';

/** Why no dossier is listed, and the way on. */
export function NoRegistrations({
  filtered,
  signedIn,
  onClear,
}: {
  readonly filtered: boolean;
  readonly signedIn: boolean;
  readonly onClear: () => void;
}) {
  const { t } = useTranslation();
  if (filtered)
    return (
      <Empty
        icon={IconSearchOff}
        heading={t('registrationList.noneHeading')}
        hint={t('registrationList.noneHint')}
      >
        <Button variant="default" onClick={onClear}>
          {t('registrationList.clear')}
        </Button>
      </Empty>
    );
  return (
    <Empty
      icon={IconClipboardText}
      heading={t('registrationList.emptyHeading')}
      hint={t(signedIn ? 'registrationList.emptyHintUser' : 'registrationList.emptyHint')}
    />
  );
}

import { Button } from '@mantine/core';
import { IconInbox, IconSearchOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/Empty.tsx';

/** Why no row is shown, and the way on. */
export function NothingFound({
  scope,
  filtered,
  mayCreate,
  others,
  onClear,
  onAll,
}: {
  readonly scope: 'mine' | 'all';
  readonly filtered: boolean;
  readonly mayCreate: boolean;
  /** The other tab holds some. */
  readonly others: boolean;
  readonly onClear: () => void;
  readonly onAll: () => void;
}) {
  const { t } = useTranslation();
  if (filtered) {
    return (
      <Empty icon={IconSearchOff} heading={t('list.emptyFound')} hint={t('list.emptyFoundHint')}>
        <Button variant="default" onClick={onClear}>
          {t('list.clear')}
        </Button>
      </Empty>
    );
  }
  if (scope === 'mine' && (others || !mayCreate)) {
    return (
      <Empty icon={IconInbox} heading={t('list.emptyMine')} hint={t('list.emptyMineHint')}>
        {others && (
          <Button variant="default" onClick={onAll}>
            {t('list.all')}
          </Button>
        )}
      </Empty>
    );
  }
  return (
    <Empty
      icon={IconInbox}
      heading={t('list.emptyAll')}
      hint={mayCreate ? t('list.emptyAllHint') : t('list.emptyMineHint')}
    />
  );
}

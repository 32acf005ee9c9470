import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SignWay } from './sign-way.ts';

/** “Token USB” or “Ký từ xa (điện thoại)”. */
export function SignWayChoice({
  way,
  onChoose,
}: {
  readonly way: SignWay;
  readonly onChoose: (way: SignWay) => void;
}) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      fullWidth
      size="md"
      aria-label={t('remoteCa.way.label')}
      value={way}
      onChange={(value) => onChoose(value === 'remote' ? 'remote' : 'token')}
      data={[
        { value: 'token', label: t('remoteCa.way.token') },
        { value: 'remote', label: t('remoteCa.way.remote') },
      ]}
    />
  );
}

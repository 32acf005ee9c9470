import { Button } from '@mantine/core';
import {
  IconArrowLeft,
  IconArrowRight,
  IconDeviceFloppy,
  IconPrinter,
  IconSignature,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** The ways on, always at the foot of the window: Quay lại and Tiếp tục; on the last step In, Lưu and Ký số. */
export function WizardFoot({
  children,
  onBack,
  onNext,
  print,
  save,
  sign,
}: {
  /** What was done just now. */
  readonly children: ReactNode;
  readonly onBack: (() => void) | undefined;
  readonly onNext: (() => void) | undefined;
  readonly print: (() => void) | undefined;
  readonly save: { readonly again: boolean; readonly busy: boolean; readonly act: () => void } | undefined;
  readonly sign: (() => void) | undefined;
}) {
  const { t } = useTranslation();
  const shortcut = <kbd aria-hidden>Ctrl+Enter</kbd>;
  return (
    <div className="wizard-foot">
      {onBack !== undefined && (
        <Button
          size="lg"
          variant="default"
          leftSection={<IconArrowLeft size={20} aria-hidden />}
          onClick={onBack}
        >
          {t('registration.steps.previous')}
        </Button>
      )}
      <div className="grow">{children}</div>
      {print !== undefined && (
        <Button
          size="lg"
          variant="default"
          leftSection={<IconPrinter size={20} aria-hidden />}
          onClick={print}
        >
          {t('registration.finish.print')}
        </Button>
      )}
      {save !== undefined && (
        <Button
          size="lg"
          variant={sign === undefined ? 'filled' : 'default'}
          leftSection={<IconDeviceFloppy size={22} aria-hidden />}
          loading={save.busy}
          onClick={save.act}
        >
          {t(save.again ? 'registration.finish.saveAgain' : 'registration.finish.save')}{' '}
          {sign === undefined && shortcut}
        </Button>
      )}
      {sign !== undefined && (
        <Button size="lg" leftSection={<IconSignature size={24} aria-hidden />} onClick={sign}>
          {t('registration.finish.sign')} {shortcut}
        </Button>
      )}
      {onNext !== undefined && (
        <Button size="lg" rightSection={<IconArrowRight size={20} aria-hidden />} onClick={onNext}>
          {t('registration.steps.next')}
        </Button>
      )}
    </div>
  );
}

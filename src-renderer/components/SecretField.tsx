import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';

/** A password field that says when Caps Lock is on, and what the caller adds. */
export function SecretField({
  warning,
  description,
  ...rest
}: Omit<PasswordInputProps, 'onKeyUp' | 'onKeyDown'> & { readonly warning?: string | undefined }) {
  const { t } = useTranslation();
  const [capsLock, setCapsLock] = useState(false);
  const watch = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));
  const warnings = [capsLock ? t('signIn.capsLock') : '', warning ?? ''].filter((text) => text !== '');
  return (
    <PasswordInput
      {...rest}
      withAsterisk={false}
      onKeyUp={watch}
      onKeyDown={watch}
      visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }}
      description={
        warnings.length === 0 ? (
          description
        ) : (
          <>
            {description}
            <span className="field-warning" role="status">
              {warnings.join(' ')}
            </span>
          </>
        )
      }
    />
  );
}

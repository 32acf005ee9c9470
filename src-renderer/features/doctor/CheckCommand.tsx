import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../components/CopyButton.tsx';

/** The command that somebody with the rights has to run: to read, and to copy. */
export function CheckCommand({ command }: { readonly command: string }) {
  const { t } = useTranslation();
  return (
    <div className="check-command">
      <span className="small">{t('doctor.command')}:</span>
      <code>{command}</code>
      <CopyButton text={command} label={t('doctor.copyCommand')} />
    </div>
  );
}

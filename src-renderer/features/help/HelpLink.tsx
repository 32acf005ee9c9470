import { useTranslation } from 'react-i18next';
import { openHelp } from './help-drawer.ts';

/** Opens the page of help that belongs to a failure, in the drawer: nobody is taken from their work. */
export function HelpLink({ page, children }: { readonly page: string; readonly children?: string }) {
  const { t } = useTranslation();
  return (
    <button type="button" className="as-link no-print" onClick={() => openHelp(page)}>
      {children ?? t('help.link')}
    </button>
  );
}

import { useTranslation } from 'react-i18next';
import { go } from '../../app/route.ts';
import HelpBrowser from './HelpBrowser.tsx';

/** Help as a screen of its own, with an address; open to those who have not signed in as well. */
export default function HelpScreen({ page }: { readonly page: string | undefined }) {
  const { t } = useTranslation();
  return (
    <div className="page help-screen stack">
      <div>
        <h1>{t('help.title')}</h1>
        <span className="quiet">{t('help.lead')}</span>
      </div>
      <HelpBrowser
        page={page}
        onPage={(next) => go(next === undefined ? { screen: 'help' } : { screen: 'help', page: next })}
      />
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import './xml.css';

const longest = 200_000;

/** Text word for word; the beginning only when it is very long, and then it says so. */
export function PlainText({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  return (
    <>
      {text.length > longest && <p className="quiet">{t('dossier.textCut')}</p>}
      <pre className="plain-text" tabIndex={0}>
        {text.slice(0, longest)}
      </pre>
    </>
  );
}

import { useTranslation } from 'react-i18next';
import type { NeededDriver, ReaderView } from '#shared/contract/tokens.ts';
import { Notice } from '../../components/Notice.tsx';
import { languageOf } from '../../i18n/i18n.ts';

/** Readers with a card that is no token yet. */
export function unreadCards(readers: readonly ReaderView[]): readonly ReaderView[] {
  return readers.filter(({ state }) => state === 'unread' || state === 'mute');
}

/** A card that cannot be read: which driver it needs, as far as its ATR tells, and where to get it. */
export function UnreadCard({ reader }: { readonly reader: ReaderView }) {
  const { t } = useTranslation();
  const mute = reader.state === 'mute';
  return (
    <Notice
      tone="warn"
      heading={t(mute ? 'tokens.unreadCard.mute' : 'tokens.unreadCard.unread', { name: reader.name })}
    >
      {mute && <p>{t('tokens.unreadCard.muteText')}</p>}
      {!mute && reader.driver === undefined && <p>{t('tokens.unreadCard.unknown')}</p>}
      {!mute && reader.driver !== undefined && <DriverAdvice driver={reader.driver} />}
      {reader.atr !== undefined && (
        <p className="small">
          {t('tokens.unreadCard.atr')}: <code>{reader.atr}</code>
        </p>
      )}
    </Notice>
  );
}

function DriverAdvice({ driver }: { readonly driver: NeededDriver }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <p>
        <b>{t('tokens.unreadCard.needs', { vendor: driver.vendor })}</b>{' '}
        {driver.installed && t('tokens.unreadCard.installed')}
        {!driver.installed && driver.files.length === 0 && t('tokens.unreadCard.noFile')}
      </p>
      <p>
        <b>{t('tokens.unreadCard.get')}:</b> {driver.advice[languageOf(i18n)]}{' '}
        {/* Text, not a link: the window opens no other page. */}
        {driver.url !== undefined && <code>{driver.url}</code>}
      </p>
      <p className="small">
        {driver.files.length > 0 && (
          <>
            {t('tokens.unreadCard.files')}: <code>{driver.files.join(', ')}</code>.{' '}
          </>
        )}
        {t(`tokens.unreadCard.confidence.${driver.confidence}`)}
      </p>
    </>
  );
}

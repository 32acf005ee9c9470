import { Button, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { User } from '#shared/contract/ipc.ts';
import { routeHref } from '../../app/route.ts';
import { useInfo, useSession, useStoreKey } from '../../app/useSession.ts';
import { formatMinute } from '../../format/date.ts';
import { chooseLanguage, languageOf } from '../../i18n/i18n.ts';
import { useLine } from '../line/useLine.ts';
import { LogSection } from './LogSection.tsx';

const shortcuts = [
  ['Ctrl+K', 'search'],
  ['Alt+N', 'create'],
  ['Ctrl+Enter', 'primary'],
  ['Alt+V', 'addVoucher'],
  ['Alt+PageUp, Alt+PageDown', 'otherVoucher'],
  ['F8, Shift+F8', 'nextIssue'],
  ['Alt+R', 'putRest'],
  ['F9', 'preview'],
  ['Alt+L', 'back'],
  ['Alt+D', 'sync'],
  ['F1', 'help'],
] as const;

/** Language, theme, and what this program is and uses. */
export function SettingsScreen({ user }: { readonly user: User }) {
  const { t, i18n } = useTranslation();
  // Holding transitions back would take a <style> element, which the content policy refuses.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const info = useInfo().data;
  return (
    <div className="page stack" style={{ maxWidth: 900 }}>
      <h1>{t('settings.title')}</h1>
      <section className="sheet padded stack">
        <div className="row">
          <span style={{ minWidth: 140 }} id="settings-language">
            {t('settings.language')}
          </span>
          <SegmentedControl
            aria-labelledby="settings-language"
            value={languageOf(i18n)}
            onChange={(language) => void chooseLanguage(i18n, language === 'en' ? 'en' : 'vi')}
            data={[
              { value: 'vi', label: 'Tiếng Việt' },
              { value: 'en', label: 'English' },
            ]}
          />
        </div>
        <div className="row">
          <span style={{ minWidth: 140 }} id="settings-theme">
            {t('settings.theme')}
          </span>
          <SegmentedControl
            aria-labelledby="settings-theme"
            value={colorScheme}
            onChange={setColorScheme}
            data={(['auto', 'light', 'dark'] as const).map((value) => ({
              value,
              label: t(`settings.themes.${value}`),
            }))}
          />
        </div>
      </section>
      <section className="sheet padded">
        <h2>{t('settings.account')}</h2>
        <dl className="facts">
          <dt>{t('settings.account')}</dt>
          <dd>
            {user.name} ({user.username}) – {t(`role.${user.role}`)}
          </dd>
          <dt>{t('settings.unit')}</dt>
          <dd>
            {user.unitName} – {user.unitCode}
          </dd>
          <dt>{t('settings.treasury')}</dt>
          <dd>
            {user.treasuryName} – {user.treasuryCode}
          </dd>
          <dt>{t('settings.certificate')}</dt>
          <dd className="figures">{user.certificateSerial ?? t('settings.noCertificate')}</dd>
        </dl>
        <p className="row" style={{ margin: '14px 0 0' }}>
          <Button component="a" href={routeHref({ screen: 'password' })} variant="default">
            {t('settings.changePassword')}
          </Button>
          <span className="quiet small">{t('password.settingsLead')}</span>
        </p>
      </section>
      <MachineData dataFolder={info?.dataFolder} />
      <LogSection />
      {info !== undefined && (
        <section className="sheet padded">
          <h2>{t('settings.about')}</h2>
          <dl className="facts">
            <dt>{t('settings.version')}</dt>
            <dd>{info.version}</dd>
            <dt>{t('settings.shell')}</dt>
            <dd>{t(`settings.shells.${info.shell}`)}</dd>
            <dt>{t('settings.backend')}</dt>
            <dd>{info.backendUrl}</dd>
            <dt>{t('settings.policy')}</dt>
            <dd>{t(`signing.policies.${info.policy}`)}</dd>
          </dl>
        </section>
      )}
      <section className="sheet padded">
        <h2>{t('settings.shortcuts')}</h2>
        <dl className="facts">
          {shortcuts.map(([keys, name]) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{t(`settings.shortcut.${name}`)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}

/** What is kept on this machine: where, under which key, and how fresh. */
function MachineData({ dataFolder }: { readonly dataFolder: string | undefined }) {
  const { t } = useTranslation();
  const key = useStoreKey().data;
  const line = useLine().data;
  const device = useSession().data?.device;
  return (
    <section className="sheet padded">
      <h2>{t('settings.data')}</h2>
      <dl className="facts">
        {dataFolder !== undefined && (
          <>
            <dt>{t('settings.dataFolder')}</dt>
            <dd>
              <code>{dataFolder}</code>
            </dd>
          </>
        )}
        {key !== undefined && (
          <>
            <dt>{t('settings.storeKey')}</dt>
            <dd>{t(`storeKey.place.${key.place}`)}</dd>
          </>
        )}
        {line !== undefined && line.line !== 'off' && (
          <>
            <dt>{t('settings.syncedAt')}</dt>
            <dd className="figures">
              {line.syncedAt === undefined ? t('settings.never') : formatMinute(line.syncedAt)}
            </dd>
          </>
        )}
        {device !== undefined && (
          <>
            <dt>{t('settings.device')}</dt>
            <dd>
              <code>{device}</code>
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

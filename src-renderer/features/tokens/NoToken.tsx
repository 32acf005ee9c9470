import { IconUsb } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TokenList } from '#shared/contract/tokens.ts';

/** No token: what to try, beginning with what this machine lacks. */
export function NoToken({ list }: { readonly list: TokenList }) {
  const { t } = useTranslation();
  const asking = list.modules.filter(({ state }) => state === 'asking').length;
  const drivers = list.modules.some(({ state }) => state === 'ready');
  return (
    <div className="sheet padded no-token">
      <IconUsb size={44} stroke={1.3} aria-hidden />
      <div>
        <h3>{t('tokens.none.heading')}</h3>
        <p className="quiet">{t('tokens.none.lead')}</p>
        <ol>
          {list.pcsc === 'no-service' && <li>{t('tokens.none.service')}</li>}
          {!drivers && asking === 0 && <li>{t('tokens.none.noDriver')}</li>}
          <li>{t('tokens.none.plug')}</li>
          {drivers && <li>{t('tokens.none.driver')}</li>}
          <li>{t('tokens.none.add')}</li>
          <li>{t('tokens.none.again')}</li>
        </ol>
        {asking > 0 && <p>{t('tokens.none.asking', { count: asking })}</p>}
      </div>
    </div>
  );
}

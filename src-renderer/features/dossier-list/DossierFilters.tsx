import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcut } from '../../components/useShortcut.ts';
import { formatCount } from '../../format/count.ts';
import type { ListView } from './list-view.ts';

/** Search words, and how many they find. */
export function DossierFilters({
  view,
  onChange,
  found,
}: {
  readonly view: ListView;
  readonly onChange: (changed: Partial<ListView>) => void;
  /** How many the filter finds; undefined while that is not known. */
  readonly found: number | undefined;
}) {
  const { t } = useTranslation();
  const searchField = useRef<HTMLInputElement>(null);
  useShortcut('ctrl+k', () => searchField.current?.focus());
  return (
    <div className="row" style={{ padding: '12px 16px' }}>
      <TextInput
        ref={searchField}
        className="grow"
        aria-label={t('list.searchLabel')}
        placeholder={`${t('list.search')}  (Ctrl+K)`}
        leftSection={<IconSearch size={18} aria-hidden />}
        rightSection={
          view.query === '' ? null : (
            <CloseButton aria-label={t('list.clear')} onClick={() => onChange({ query: '' })} />
          )
        }
        maxLength={200}
        value={view.query}
        onChange={(event) => onChange({ query: event.currentTarget.value })}
      />
      <p className="quiet small list-count figures" role="status">
        {found === undefined ? '' : t('list.count', { shown: formatCount(found) })}
      </p>
    </div>
  );
}

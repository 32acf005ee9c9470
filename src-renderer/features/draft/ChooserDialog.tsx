import { Modal, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import {
  useEffect,
  useEffectEvent,
  useId,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { useTranslation } from 'react-i18next';

export interface Choice {
  readonly key: string;
  readonly head: string;
  readonly text: ReactNode;
  readonly choose: () => void;
  /** Takes it off the list for good; said by `removeLabel`. */
  readonly remove?: { readonly label: string; readonly act: () => void };
}
export interface ChoiceGroup {
  readonly title: string;
  readonly choices: readonly Choice[];
  /** These are not yet what the words ask for: Enter waits for them. */
  readonly coming?: boolean;
}

/** A list to choose from: words narrow it down, arrows go through it, Enter takes what is pointed at. */
export function ChooserDialog({
  title,
  hint,
  query,
  onQuery,
  groups,
  onClose,
}: {
  readonly title: string;
  /** What can be searched by. */
  readonly hint: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly groups: readonly ChoiceGroup[];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const listId = useId();
  const [at, setAt] = useState(0);
  const all = groups.flatMap(({ choices }) => choices);
  const pointed = Math.min(at, Math.max(0, all.length - 1));
  /** Whether what is pointed at could still become another choice. */
  const groupAt = groups.findIndex(({ choices }) => choices.some((choice) => choice === all[pointed]));
  const coming = groups.slice(0, groupAt === -1 ? groups.length : groupAt + 1).some((group) => group.coming);
  /** Enter was pressed before the choices had come. */
  const entered = useRef(false);
  const onCome = useEffectEvent(() => {
    if (entered.current) all[pointed]?.choose();
    entered.current = false;
  });
  useEffect(() => {
    if (!coming) onCome();
  }, [coming]);
  useEffect(() => {
    document.getElementById(`${listId}-${pointed}`)?.scrollIntoView({ block: 'nearest' });
  }, [listId, pointed]);
  const onKeyDown = (event: KeyboardEvent) => {
    entered.current = event.key === 'Enter' && coming;
    if (event.key === 'ArrowDown') setAt(Math.min(pointed + 1, all.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(pointed - 1, 0));
    else if (event.key === 'Enter') {
      if (!coming) all[pointed]?.choose();
    } else if (event.key === 'Delete' && event.ctrlKey) all[pointed]?.remove?.act();
    else return;
    event.preventDefault();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={<b>{title}</b>}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <TextInput
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={all.length === 0 ? undefined : `${listId}-${pointed}`}
        aria-label={hint}
        placeholder={hint}
        leftSection={<IconSearch size={18} aria-hidden />}
        autoComplete="off"
        maxLength={100}
        value={query}
        onChange={(event) => {
          setAt(0);
          onQuery(event.currentTarget.value);
        }}
        onKeyDown={onKeyDown}
      />
      <div className="chooser" role="listbox" id={listId} aria-label={title}>
        {all.length === 0 && <p className="quiet">{t('entry.choose.none')}</p>}
        {groups.map((group) =>
          group.choices.length === 0 ? null : (
            <div key={group.title} role="group" aria-label={group.title}>
              <h3 aria-hidden>{group.title}</h3>
              {group.choices.map((choice) => {
                const place = all.indexOf(choice);
                return (
                  <div
                    key={choice.key}
                    id={`${listId}-${place}`}
                    role="option"
                    tabIndex={-1}
                    aria-selected={place === pointed}
                    onMouseDown={(event) => event.preventDefault()}
                    onClick={choice.choose}
                  >
                    <b>{choice.head}</b>
                    <span>{choice.text}</span>
                    {choice.remove !== undefined && place === pointed && (
                      <small className="quiet">{choice.remove.label} · Ctrl+Delete</small>
                    )}
                  </div>
                );
              })}
            </div>
          ),
        )}
      </div>
      <p className="quiet small">{t('entry.choose.keys')}</p>
    </Modal>
  );
}

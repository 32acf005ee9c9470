import { TextInput } from '@mantine/core';
import { useContext, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { codeLists, type CodeListId } from '#shared/domain/codes/catalogue.ts';
import { findCode, type CodeEntry } from '#shared/domain/codes/code-list.ts';
import { searchCodes } from '#shared/domain/codes/search.ts';
import { useField, type TypedFieldProps } from './field.ts';
import { FormContext } from './form-context.ts';
import { readCode } from './read-code.ts';
import { ownError, useTyped } from './useTyped.ts';

const show = (code: string) => code;

/**
 * A code of a catalogue: typed as digits, or found by its name with or without accents (ARIA combobox pattern). The
 * list exists only while it is open: a voucher has hundreds of these fields.
 */
export function CodeField(props: TypedFieldProps & { readonly list: CodeListId }) {
  const { t } = useTranslation();
  const list = codeLists[props.list];
  const typing = useTyped({ ...props, read: (text) => readCode(text, list.digits), show });
  const complain = typing.unreadable && typing.typed === undefined;
  const { touch, attributes } = useField(
    props,
    ownError(typing, complain, t('draft.codeWrong', { digits: list.digits })),
  );
  const { readOnly, standing } = useContext(FormContext);
  const [wanted, setOpen] = useState(false);
  const open = wanted && !readOnly;
  const [active, setActive] = useState<number>();
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const name = findCode(list, props.value)?.name;
  const options = open ? searchCodes(list, typing.typed ?? '', 50) : [];
  // Words are a search: its best answer is a press of Enter away. Digits may already be the code.
  const pointed = active ?? (typing.unreadable ? 0 : undefined);
  const optionId = (index: number) => `${listId}-${index}`;

  const choose = (entry: CodeEntry) => {
    typing.edit(entry.code);
    setOpen(false);
    setActive(undefined);
  };
  const point = (index: number) => {
    setOpen(true);
    setActive(Math.max(0, Math.min(index, Math.max(options.length, 1) - 1)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || readOnly) return;
    const chosen = pointed === undefined ? undefined : options[pointed];
    if (event.key === 'ArrowDown') point(open ? (pointed ?? -1) + 1 : 0);
    else if (event.key === 'ArrowUp' && open) point((pointed ?? 1) - 1);
    else if (event.key === 'Enter' && chosen !== undefined) choose(chosen);
    else if (event.key === 'Escape' && open) setOpen(false);
    else return;
    event.preventDefault();
  };
  return (
    <TextInput
      {...attributes}
      ref={input}
      description={
        standing.has(props.path) && name !== undefined
          ? `${name} · ${attributes.description ?? ''}`
          : (attributes.description ?? name)
      }
      className="figures code-field"
      title={name ?? ''}
      role="combobox"
      aria-expanded={open}
      aria-autocomplete="list"
      aria-controls={open ? listId : undefined}
      aria-activedescendant={
        pointed === undefined || options[pointed] === undefined ? undefined : optionId(pointed)
      }
      autoComplete="off"
      inputContainer={(children) => (
        <div className="code-anchor">
          {children}
          {open && (
            <CodeOptions
              id={listId}
              label={props.label}
              options={options}
              pointed={pointed}
              optionId={optionId}
              onChoose={choose}
            />
          )}
        </div>
      )}
      value={typing.shown}
      onChange={(event) => {
        setOpen(true);
        setActive(undefined);
        typing.edit(event.currentTarget.value);
      }}
      onClick={() => setOpen(true)}
      onKeyDown={onKeyDown}
      onBlur={() => {
        touch();
        setOpen(false);
        setActive(undefined);
        typing.leave();
      }}
    />
  );
}

/** Room (px) that an open list wants below and to the right of its field. */
const room = { width: 420, height: 300 };

function CodeOptions({
  id,
  label,
  options,
  pointed,
  optionId,
  onChoose,
}: {
  readonly id: string;
  readonly label: string;
  readonly options: readonly CodeEntry[];
  readonly pointed: number | undefined;
  readonly optionId: (index: number) => string;
  readonly onChoose: (entry: CodeEntry) => void;
}) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const anchor = box.current?.parentElement?.getBoundingClientRect();
    if (box.current === null || anchor === undefined) return;
    const { clientWidth, clientHeight } = document.documentElement;
    box.current.dataset['side'] = anchor.left + room.width > clientWidth - 20 ? 'left' : 'right';
    box.current.dataset['above'] = String(
      anchor.bottom + room.height > clientHeight && anchor.top > room.height + 80,
    );
  }, []);
  useLayoutEffect(() => {
    if (pointed !== undefined)
      document.getElementById(optionId(pointed))?.scrollIntoView({ block: 'nearest' });
  }, [pointed, optionId]);
  return (
    <div className="code-options" ref={box} role="listbox" id={id} aria-label={label}>
      {options.length === 0 && <p className="quiet small">{t('draft.codeNone')}</p>}
      {options.map((entry, index) => (
        <div
          key={entry.code}
          id={optionId(index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === pointed}
          // The field keeps the focus; leaving it would close the list before the click arrives.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(entry)}
        >
          <b className="figures">{entry.code}</b> {entry.name}
        </div>
      ))}
    </div>
  );
}

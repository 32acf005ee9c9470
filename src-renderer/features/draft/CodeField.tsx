import { TextInput } from '@mantine/core';
import { useContext, useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { codeLists, type CodeListId } from '#shared/domain/codes/catalogue.ts';
import { findCode } from '#shared/domain/codes/code-list.ts';
import { searchCodes } from '#shared/domain/codes/search.ts';
import { CellContext } from './cell-context.ts';
import { useField, type TypedFieldProps } from './field.ts';
import { FormContext } from './form-context.ts';
import { OptionList, optionId } from './OptionList.tsx';
import { readCode } from './read-code.ts';
import { ownError, useTyped } from './useTyped.ts';

const show = (code: string) => code;

/**
 * A code of a catalogue: typed as digits, or found by its name with or without accents (ARIA combobox pattern). The
 * list exists only while it is open: a voucher has hundreds of these fields. In a grid the arrows go from row to row
 * until the list is open; F4 opens it there, as typing does.
 */
export function CodeField(props: TypedFieldProps & { readonly list: CodeListId }) {
  const { t } = useTranslation();
  const list = codeLists[props.list];
  const typing = useTyped({ ...props, read: (text) => readCode(text, list.digits), show });
  const complain = typing.unreadable && typing.typed === undefined;
  const { touch, note, attributes } = useField(
    props,
    ownError(typing, complain, t('draft.codeWrong', { digits: list.digits })),
  );
  const { readOnly, standing } = useContext(FormContext);
  const inGrid = useContext(CellContext) !== undefined;
  const [wanted, setOpen] = useState(false);
  const open = wanted && !readOnly;
  const [active, setActive] = useState<number>();
  const listId = useId();
  const name = findCode(list, props.value)?.name;
  const options = (open ? searchCodes(list, typing.typed ?? '', 50) : []).map((entry) => ({
    key: entry.code,
    head: entry.code,
    text: entry.name,
  }));
  // Words are a search: its best answer is a press of Enter away. Digits may already be the code.
  const pointed = active ?? (typing.unreadable ? 0 : undefined);

  const choose = (code: string) => {
    typing.edit(code);
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
    if (event.key === 'F4') setOpen(!open);
    else if (event.key === 'ArrowDown' && (open || !inGrid)) point(open ? (pointed ?? -1) + 1 : 0);
    else if (event.key === 'ArrowUp' && open) point((pointed ?? 1) - 1);
    else if (event.key === 'Enter' && open && chosen !== undefined) choose(chosen.key);
    else if (event.key === 'Escape' && open) setOpen(false);
    else return;
    event.preventDefault();
  };
  const described = attributes.description;
  const below = standing.has(props.path) && name !== undefined ? `${name} · ${described ?? ''}` : described;
  return (
    <>
      <TextInput
        {...attributes}
        {...(inGrid ? {} : { description: below ?? name })}
        className="figures code-field"
        title={name ?? ''}
        role="combobox"
        aria-expanded={open}
        aria-autocomplete="list"
        aria-controls={open ? listId : undefined}
        aria-activedescendant={
          pointed === undefined || options[pointed] === undefined ? undefined : optionId(listId, pointed)
        }
        autoComplete="off"
        inputContainer={(children) => (
          <div className="code-anchor">
            {children}
            {open && (
              <OptionList
                id={listId}
                label={props.label}
                options={options}
                pointed={pointed}
                none={t('draft.codeNone')}
                onChoose={({ key }) => choose(key)}
              />
            )}
          </div>
        )}
        value={typing.shown}
        onChange={(event) => {
          const text = event.currentTarget.value;
          // A code that is complete needs no list, and the arrows go from row to row again.
          setOpen(!inGrid || findCode(list, text.trim()) === undefined);
          setActive(undefined);
          typing.edit(text);
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
      {note}
    </>
  );
}

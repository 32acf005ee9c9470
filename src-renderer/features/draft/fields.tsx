/** Fields of the voucher form: each shows its own issues and keeps what was typed until it can be read. */
import { Autocomplete, NativeSelect, TextInput } from '@mantine/core';
import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeLists, type CodeListId } from '#shared/domain/codes/catalogue.ts';
import { findCode } from '#shared/domain/codes/code-list.ts';
import { searchCodes } from '#shared/domain/codes/search.ts';
import { groupWhileTyping, readAmount, showAmount } from '../../format/amount.ts';
import { caretAfterGrouping } from '../../format/caret.ts';
import { readDate, showDate } from '../../format/date.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { fieldId, useIssues } from './issues.ts';

export interface FieldProps {
  /** Path in the content, e.g. `vouchers.0.number`. */
  readonly path: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Attributes that every field shares: id, label, error, advice. */
function useField({ path, label, value }: FieldProps, ownError?: string) {
  const { i18n } = useTranslation();
  const [touched, setTouched] = useState(false);
  const issues = useIssues(path, value, touched);
  const words = (blocking: boolean) =>
    issues
      .filter((issue) => issue.blocking === blocking)
      .map((issue) => issue.message[languageOf(i18n)])
      .join(' ');
  const error = ownError ?? words(true);
  const advice = words(false);
  return {
    touch: () => setTouched(true),
    attributes: {
      id: fieldId(path),
      label,
      error: error === '' ? undefined : error,
      description: advice === '' ? undefined : `⚠ ${advice}`,
      inputWrapperOrder: ['label', 'input', 'error', 'description'] satisfies (
        'label' | 'input' | 'error' | 'description'
      )[],
    },
  };
}

export function TextField(props: FieldProps & { readonly maxLength: number; readonly placeholder?: string }) {
  const { touch, attributes } = useField(props);
  return (
    <TextInput
      {...attributes}
      maxLength={props.maxLength}
      placeholder={props.placeholder}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      onBlur={touch}
    />
  );
}

/** A calendar date typed as day/month/year; stored as ISO when it is a real day, else as nothing, and it says so. */
export function DateField(props: FieldProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string>();
  const unreadable = typed !== undefined && readDate(typed) === undefined;
  const [left, setLeft] = useState(false);
  const { touch, attributes } = useField(props, unreadable && left ? t('draft.dateWrong') : undefined);
  return (
    <TextInput
      {...attributes}
      className="figures"
      inputMode="numeric"
      placeholder={t('draft.dateHint')}
      value={typed ?? showDate(props.value)}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        setLeft(false);
        props.onChange(readDate(text) ?? '');
      }}
      onBlur={() => {
        touch();
        setLeft(true);
        // A date that was understood is shown as the form prints it; anything else stays for correction.
        if (!unreadable) setTyped(undefined);
      }}
    />
  );
}

/** Whole đồng, grouped while it is typed; the caret stays by its digit. */
export function AmountField(props: FieldProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string>();
  const unreadable = typed !== undefined && readAmount(typed) === undefined;
  const { touch, attributes } = useField(props, unreadable ? t('draft.amountWrong') : undefined);
  const input = useRef<HTMLInputElement>(null);
  const caret = useRef<number>(undefined);
  const shown = typed ?? showAmount(props.value);
  useLayoutEffect(() => {
    if (caret.current !== undefined) input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = undefined;
  }, [shown]);
  return (
    <TextInput
      {...attributes}
      ref={input}
      className="figures amount-field"
      inputMode="numeric"
      value={shown}
      onChange={(event) => {
        const { value, selectionStart } = event.currentTarget;
        const grouped = groupWhileTyping(value);
        caret.current = caretAfterGrouping(value, selectionStart ?? value.length, grouped);
        setTyped(grouped);
        const amount = readAmount(grouped);
        if (amount !== undefined) props.onChange(amount);
      }}
      onBlur={() => {
        touch();
        if (!unreadable) setTyped(undefined);
      }}
    />
  );
}

/** A code of a catalogue: typed as digits, or found by its name with or without accents. */
export function CodeField(props: FieldProps & { readonly list: CodeListId }) {
  const list = codeLists[props.list];
  const { touch, attributes } = useField(props);
  const [typed, setTyped] = useState<string>();
  const name = findCode(list, props.value)?.name;
  const isCode = (text: string) => /^\d*$/.test(text) && text.length <= list.digits;
  return (
    <Autocomplete
      {...attributes}
      description={attributes.description ?? name}
      className="figures code-field"
      title={name ?? ''}
      inputMode="text"
      // Searching is done by `filter`; the data only has to hold every code.
      data={list.codes.map((entry) => entry.code)}
      filter={({ search }) => searchCodes(list, search, 30).map(({ code }) => ({ value: code, label: code }))}
      renderOption={({ option }) => (
        <span>
          <b className="figures">{option.value}</b> {findCode(list, option.value)?.name}
        </span>
      )}
      comboboxProps={{ width: 420, position: 'bottom-start', shadow: 'md' }}
      maxDropdownHeight={280}
      value={typed ?? props.value}
      onChange={(text) => {
        setTyped(text);
        if (isCode(text)) props.onChange(text);
      }}
      onOptionSubmit={(code) => {
        setTyped(undefined);
        props.onChange(code);
      }}
      onBlur={() => {
        touch();
        setTyped(undefined);
      }}
    />
  );
}

export function ChoiceField<T extends string>(
  props: Omit<FieldProps, 'value' | 'onChange'> & {
    readonly value: T;
    readonly options: readonly { readonly value: T; readonly label: string }[];
    readonly onChange: (value: T) => void;
  },
) {
  const { touch, attributes } = useField({ ...props, onChange: () => {} });
  return (
    <NativeSelect
      {...attributes}
      value={props.value}
      data={props.options.map(({ value, label }) => ({ value, label }))}
      onChange={(event) => {
        const chosen = props.options.find((option) => option.value === event.currentTarget.value);
        if (chosen !== undefined) props.onChange(chosen.value);
      }}
      onBlur={touch}
    />
  );
}

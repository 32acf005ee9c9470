/** Fields of the voucher form: each shows its own issues and keeps what was typed until it can be read. */
import { NativeSelect, TextInput } from '@mantine/core';
import { useContext, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { editAmount, mayBecomeAmount, readAmount, showAmount } from '../../format/amount.ts';
import { caretAfterGrouping } from '../../format/caret.ts';
import { readDate, showDate } from '../../format/date.ts';
import { CellContext } from './cell-context.ts';
import { useField, type FieldProps, type TypedFieldProps } from './field.ts';
import { useTextEntry, type TextFieldProps } from './useTextEntry.ts';
import { ownError, useTyped } from './useTyped.ts';

export function TextField(props: TextFieldProps) {
  const { note, attributes } = useTextEntry(props);
  return (
    <>
      <TextInput {...attributes} />
      {note}
    </>
  );
}

/** A calendar date typed as day/month/year; stored as ISO when it is a real day, else as nothing, and it says so. */
export function DateField(props: TypedFieldProps) {
  const { t } = useTranslation();
  const inGrid = useContext(CellContext) !== undefined;
  const typing = useTyped({ ...props, read: readDate, show: showDate });
  const complain = typing.unreadable && typing.typed === undefined;
  const { touch, note, attributes } = useField(props, ownError(typing, complain, t('draft.dateWrong')));
  return (
    <>
      <TextInput
        {...attributes}
        className="figures"
        inputMode="numeric"
        placeholder={inGrid ? '' : t('draft.dateHint')}
        value={typing.shown}
        onChange={(event) => typing.edit(event.currentTarget.value)}
        onBlur={() => {
          touch();
          typing.leave();
        }}
      />
      {note}
    </>
  );
}

/** What an edit of a text field typed: empty for a deletion, undefined when that cannot be told (a paste). */
function insertedBy(event: Event): string | undefined {
  if (!(event instanceof InputEvent)) return undefined;
  if (event.inputType.startsWith('delete')) return '';
  return event.inputType === 'insertText' ? (event.data ?? undefined) : undefined;
}

/** Whole đồng, grouped while digits are typed, the caret staying by its digit; anything else stays as typed. */
export function AmountField(props: TypedFieldProps) {
  const { t } = useTranslation();
  const typing = useTyped({ ...props, read: readAmount, show: showAmount });
  const { shown } = typing;
  const complain = typing.unreadable && (typing.typed === undefined || !mayBecomeAmount(shown));
  const { touch, note, attributes } = useField(props, ownError(typing, complain, t('draft.amountWrong')));
  const input = useRef<HTMLInputElement>(null);
  const caret = useRef<number>(undefined);
  const [ourDots, setOurDots] = useState(true);
  useLayoutEffect(() => {
    if (caret.current !== undefined) input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = undefined;
  }, [shown]);
  return (
    <>
      <TextInput
        {...attributes}
        ref={input}
        className="figures amount-field"
        inputMode="numeric"
        value={shown}
        onChange={(event) => {
          const { value, selectionStart } = event.currentTarget;
          const before = { text: shown, ourDots: ourDots && !typing.unreadable };
          const after = editAmount(before, value, insertedBy(event.nativeEvent));
          // A text that stays as it was typed keeps its caret by itself.
          if (after.text !== value)
            caret.current = caretAfterGrouping(value, selectionStart ?? value.length, after.text);
          setOurDots(after.ourDots);
          typing.edit(after.text);
        }}
        onBlur={() => {
          touch();
          typing.leave();
          // From here on the dots of a readable amount are those that the form prints.
          setOurDots(true);
        }}
      />
      {note}
    </>
  );
}

export function ChoiceField<T extends string>(
  props: Omit<FieldProps, 'value' | 'onChange'> & {
    readonly value: T;
    readonly options: readonly { readonly value: T; readonly label: string }[];
    readonly onChange: (value: T) => void;
  },
) {
  const { touch, note, attributes } = useField(props);
  return (
    <>
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
      {note}
    </>
  );
}

/** What every field of the draft has: a place, a label, and the words that stand below it. */
import { createElement, Fragment, useContext, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { afterPress } from '../../components/after-press.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { CellContext } from './cell-context.ts';
import { FormContext } from './form-context.ts';
import { fieldId, useIssues } from './issues.ts';

export interface FieldProps {
  /** Path in the content, e.g. `vouchers.0.number`. */
  readonly path: string;
  readonly label: string;
  readonly value: string;
  /** Marked as mandatory. */
  readonly required?: boolean;
  readonly onChange: (value: string) => void;
}

/** A field whose text may be unreadable; `entry` is where that text is kept: the holder's id and the field's name. */
export interface TypedFieldProps extends FieldProps {
  readonly entry: string;
}

type Part = 'label' | 'input' | 'error' | 'description';
const order: Part[] = ['label', 'input', 'error', 'description'];

/**
 * Attributes that every field shares: id, label, error, advice; `note` is drawn beside the field. `ownError` stands instead of the core's judgement; empty
 * while it is too early for any, because the core sees an empty field where somebody is typing.
 */
export function useField({ path, label, value, required }: Omit<FieldProps, 'onChange'>, ownError?: string) {
  const { t, i18n } = useTranslation();
  const { readOnly, standing } = useContext(FormContext);
  const [touched, setTouched] = useState(false);
  const issues = useIssues(path, value, touched);
  const words = (blocking: boolean) =>
    issues
      .filter((issue) => issue.blocking === blocking)
      .map((issue) => issue.message[languageOf(i18n)])
      .join(' ');
  const error = ownError ?? words(true);
  const advice = words(false);
  const before = standing.get(path);
  const notes = [
    ...(before === undefined ? [] : [t('registration.standing', { value: before === '' ? '–' : before })]),
    ...(advice === '' ? [] : [`⚠ ${advice}`]),
  ];
  const cell = useContext(CellContext);
  const id = fieldId(path);
  const manner = {
    ...(readOnly ? { readOnly } : {}),
    ...(required === true ? { 'aria-required': true } : {}),
  };
  const touch = () => afterPress(() => setTouched(true));
  if (cell !== undefined) {
    const said = [...(error === '' ? [] : [error]), ...notes].join(' ');
    return {
      touch,
      note: said === '' ? null : cellNote(cell.notes, { id: `${id}-note`, label, said, bad: error !== '' }),
      attributes: {
        ...manner,
        id,
        'aria-label': label,
        description: undefined,
        ...(error === '' ? {} : { error: true, 'aria-errormessage': `${id}-note` }),
        ...(error === '' && notes.length > 0 ? { 'data-advised': true } : {}),
      },
    };
  }
  return {
    touch,
    note: null,
    attributes: {
      ...manner,
      id,
      label,
      error: error === '' ? undefined : error,
      description: notes.length === 0 ? undefined : notes.join(' · '),
      inputWrapperOrder: order,
      ...(required === true ? { withAsterisk: true } : {}),
    },
  };
}

interface CellNote {
  readonly id: string;
  readonly label: string;
  readonly said: string;
  readonly bad: boolean;
}

/** A cell is too narrow for words: they stand below its row, with the column's name. */
function cellNote(place: HTMLElement | null, { id, label, said, bad }: CellNote): ReactNode {
  if (place === null) return null;
  const words = createElement(Fragment, null, createElement('b', null, label), ` ${said}`);
  return createPortal(createElement('p', { id, 'data-bad': bad }, words), place);
}

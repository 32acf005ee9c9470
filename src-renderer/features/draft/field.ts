/** What every field of the draft has: a place, a label, and the words that stand below it. */
import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { afterPress } from '../../components/after-press.ts';
import { languageOf } from '../../i18n/i18n.ts';
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
 * Attributes that every field shares: id, label, error, advice. `ownError` stands instead of the core's judgement; empty
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
  return {
    touch: () => afterPress(() => setTouched(true)),
    attributes: {
      id: fieldId(path),
      label,
      error: error === '' ? undefined : error,
      description: notes.length === 0 ? undefined : notes.join(' · '),
      inputWrapperOrder: order,
      ...(readOnly ? { readOnly } : {}),
      ...(required === true ? { withAsterisk: true, 'aria-required': true } : {}),
    },
  };
}

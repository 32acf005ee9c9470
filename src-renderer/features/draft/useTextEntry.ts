import { useRef, useState, type ChangeEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useField, type FieldProps } from './field.ts';
import { fitted, tidied, type Grouping } from './typed-text.ts';

export interface TextFieldProps extends FieldProps {
  readonly maxLength: number;
  readonly placeholder?: string;
  /** Of a number or code: what it is printed with but does not hold. */
  readonly grouping?: Grouping;
}

/** A text under the fingers: cut at its greatest length, tidied when the field is left. */
export function useTextEntry(props: TextFieldProps) {
  const { t } = useTranslation();
  const { touch, note, attributes } = useField(props);
  const [cut, setCut] = useState(false);
  const { maxLength, grouping } = props;
  // Going through a field leaves what others have written as it is.
  const typed = useRef(false);
  const tooLong = cut ? { description: t('draft.tooLong', { max: maxLength }) } : {};
  return {
    note,
    attributes: {
      ...attributes,
      ...tooLong,
      placeholder: props.placeholder,
      value: props.value,
      onChange: (event: ChangeEvent<HTMLInputElement>) => {
        const fits = fitted(event.currentTarget.value, maxLength, grouping);
        typed.current = true;
        setCut(fits.cut);
        props.onChange(fits.text);
      },
      onBlur: () => {
        touch();
        if (!typed.current) return;
        typed.current = false;
        const plain = tidied(props.value, grouping);
        if (plain !== props.value) props.onChange(plain);
      },
    },
  };
}

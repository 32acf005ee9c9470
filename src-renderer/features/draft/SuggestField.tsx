import { TextInput } from '@mantine/core';
import { useContext, useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormContext } from './form-context.ts';
import { OptionList, optionId, type Option } from './OptionList.tsx';
import { useTextEntry, type TextFieldProps } from './useTextEntry.ts';

/** A text that may be anything, with a list of what it mostly is: arrows and Enter take one, typing goes on as it was. */
export function SuggestField<T extends Option>(
  props: TextFieldProps & {
    readonly suggestions: readonly T[];
    readonly onChoose: (suggestion: T) => void;
    /** The field is being typed in, or has been entered: time to ask for suggestions. */
    readonly onAsked?: () => void;
    /** Below the field, after what is wrong with it. */
    readonly below?: ReactNode;
  },
) {
  const { t } = useTranslation();
  const { note, attributes } = useTextEntry(props);
  const { readOnly } = useContext(FormContext);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState<number>();
  const listId = useId();
  const { suggestions } = props;
  const shown = open && !readOnly && suggestions.length > 0;
  const close = () => {
    setOpen(false);
    setActive(undefined);
  };
  const choose = (suggestion: T) => {
    props.onChoose(suggestion);
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.shiftKey || suggestions.length === 0) return;
    const chosen = active === undefined ? undefined : suggestions[active];
    if (event.key === 'ArrowDown') {
      setOpen(true);
      setActive(shown ? Math.min((active ?? -1) + 1, suggestions.length - 1) : 0);
    } else if (event.key === 'ArrowUp' && shown) setActive(Math.max((active ?? 1) - 1, 0));
    else if (event.key === 'Enter' && shown && chosen !== undefined) choose(chosen);
    else if (event.key === 'Escape' && shown) close();
    else return;
    event.preventDefault();
  };
  const { onChange, onBlur, ...rest } = attributes;
  return (
    <>
      <TextInput
        {...rest}
        description={rest.description ?? props.below}
        role="textbox"
        aria-haspopup="listbox"
        aria-controls={shown ? listId : undefined}
        aria-activedescendant={
          shown && active !== undefined && suggestions[active] !== undefined
            ? optionId(listId, active)
            : undefined
        }
        autoComplete="off"
        inputContainer={(children) => (
          <div className="code-anchor">
            {children}
            {shown && (
              <OptionList
                id={listId}
                label={t('entry.suggestions', { field: props.label })}
                options={suggestions}
                pointed={active}
                none=""
                onChoose={choose}
              />
            )}
          </div>
        )}
        onFocus={() => props.onAsked?.()}
        onClick={() => setOpen(true)}
        onChange={(event) => {
          setOpen(true);
          setActive(undefined);
          onChange(event);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => {
          close();
          onBlur();
        }}
      />
      {note}
    </>
  );
}

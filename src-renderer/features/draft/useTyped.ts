import { useContext, useState } from 'react';
import { UnreadContext, useUnreadText } from './unread-texts.ts';

export interface Typed {
  readonly shown: string;
  /** The text since the field was entered; undefined when nothing has been typed. */
  readonly typed: string | undefined;
  readonly unreadable: boolean;
  readonly edit: (text: string) => void;
  /** The field is left: what was understood is shown as the form prints it, the rest as it was typed. */
  readonly leave: () => void;
}

/**
 * A field whose text has to be understood before it is stored. What cannot be understood is stored as nothing, never
 * as the part that could, and stays on screen.
 */
export function useTyped({
  entry,
  value,
  read,
  show,
  onChange,
}: {
  readonly entry: string;
  readonly value: string;
  /** Text → value; empty → empty; undefined when it is neither. */
  readonly read: (text: string) => string | undefined;
  readonly show: (value: string) => string;
  readonly onChange: (value: string) => void;
}): Typed {
  const texts = useContext(UnreadContext);
  const unread = useUnreadText(entry);
  const [entered, setTyped] = useState<string>();
  // A colleague has written something else there: what was typed and stored before is history, not what stands.
  const meant = entered === undefined ? undefined : read(entered);
  const typed = meant !== undefined && meant !== value ? undefined : entered;
  const pending = typed ?? (value === '' ? unread : undefined);
  return {
    shown: pending ?? show(value),
    typed,
    unreadable: pending !== undefined && read(pending) === undefined,
    edit: (text) => {
      setTyped(text);
      const next = read(text);
      texts.put(entry, next === undefined ? text : undefined);
      if ((next ?? '') !== value) onChange(next ?? '');
    },
    leave: () => setTyped(undefined),
  };
}

/** What the field itself has to say: undefined leaves the word to the core, which judges what is stored. */
export function ownError(typing: Typed, complain: boolean, words: string): string | undefined {
  if (!typing.unreadable) return undefined;
  return complain ? words : '';
}

import { useLayoutEffect, useRef, type ReactNode } from 'react';

export interface Option {
  readonly key: string;
  /** In bold: a code, an account, a name. */
  readonly head: string;
  readonly text?: ReactNode;
}

/** Room (px) that an open list wants below and to the right of its field. */
const room = { width: 420, height: 300 };

/** The list that opens below a field (listbox of the ARIA combobox pattern). */
export function OptionList<T extends Option>({
  id,
  label,
  options,
  pointed,
  none,
  onChoose,
}: {
  readonly id: string;
  readonly label: string;
  readonly options: readonly T[];
  readonly pointed: number | undefined;
  /** What stands there when there are no options. */
  readonly none: string;
  readonly onChoose: (option: T) => void;
}) {
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
      document.getElementById(optionId(id, pointed))?.scrollIntoView({ block: 'nearest' });
  }, [pointed, id]);
  return (
    <div className="code-options" ref={box} role="listbox" id={id} aria-label={label}>
      {options.length === 0 && <p className="quiet small">{none}</p>}
      {options.map((option, index) => (
        <div
          key={option.key}
          id={optionId(id, index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === pointed}
          // The field keeps the focus; leaving it would close the list before the click arrives.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(option)}
        >
          <b className="figures">{option.head}</b> {option.text}
        </div>
      ))}
    </div>
  );
}

export const optionId = (listId: string, index: number) => `${listId}-${index}`;

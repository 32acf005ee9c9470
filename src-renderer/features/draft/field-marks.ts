/**
 * Marks on fields that other people concern: a name tag where a colleague is, a soft flash where one has written. Set on
 * the elements themselves, because a voucher has hundreds of fields and none has to be drawn again for a mark.
 */
import { fieldId } from './issues.ts';

export type MarkKind = 'colleague' | 'arrived';

/** `marks`: form path → words of the tag. Returns the function that takes them away; places out of sight are left out. */
export function markFields(kind: MarkKind, marks: ReadonlyMap<string, string>): () => void {
  const marked = [...marks].flatMap(([path, words]) => {
    const element = fieldElement(path);
    if (element === null) return [];
    element.setAttribute(`data-${kind}`, words);
    return [element];
  });
  return () => {
    for (const element of marked) element.removeAttribute(`data-${kind}`);
  };
}

/** The field with its label; the whole line or voucher when the path is one. */
function fieldElement(path: string): HTMLElement | null {
  const element = document.getElementById(fieldId(path));
  return element?.closest<HTMLElement>('.mantine-InputWrapper-root') ?? element;
}

export function isInSight(path: string): boolean {
  const box = fieldElement(path)?.getBoundingClientRect();
  return box !== undefined && box.top >= 60 && box.bottom <= document.documentElement.clientHeight;
}

export function bringInSight(path: string): void {
  fieldElement(path)?.scrollIntoView({ block: 'center' });
}

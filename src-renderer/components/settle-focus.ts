/**
 * Where the keyboard stands after something has gone or was switched off. The browser then drops the focus on the
 * body, and whoever works with the keys, or hears the screen, would begin again at the top of the window.
 */
import { useEffect, useRef, useState } from 'react';

/** Whether nothing has the focus, or only a dialog as a whole. */
function isLost(): boolean {
  const active = document.activeElement;
  return active === null || active === document.body || active.matches('[role="dialog"]');
}

/** Focuses it where it is still there and can take it; tells whether it did. */
function take(element: Element | null | undefined): boolean {
  if (!(element instanceof HTMLElement) || !element.isConnected || element === document.body) return false;
  element.focus();
  return document.activeElement === element;
}

/** The dialog that lies on top, or none. */
function topDialog(): Element | undefined {
  return [...document.querySelectorAll('[role="dialog"]')].at(-1);
}

/** The heading of the screen; headings take the focus only when it is put there. */
function screenHeading(): HTMLElement | null {
  const heading = document.querySelector<HTMLElement>('main h1');
  if (heading !== null && !heading.hasAttribute('tabindex')) heading.tabIndex = -1;
  return heading;
}

/** When nothing has the focus: gives it to `first`, else to the open dialog, else to the heading of the screen. */
export function settleFocus(first?: Element | null): void {
  if (!isLost()) return;
  const dialog = topDialog();
  if (dialog !== undefined) {
    const within = first !== dialog && dialog.contains(first ?? null);
    if (within && take(first)) return;
    if (!take(dialog.querySelector('[data-autofocus]:not(:disabled)'))) take(dialog);
    return;
  }
  if (take(first)) return;
  if (!take(screenHeading())) take(document.querySelector('main'));
}

/** Of a dialog that is there only while it is open: what had the focus before has it again afterwards. */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // After the dialog has left the page; what opened it may have left as well.
      setTimeout(() => settleFocus(before));
    },
    [before],
  );
}

/**
 * Settles the focus whenever a dialog, a screen or a part of one goes to another step; not at the first, which has its
 * own way. `first`: what to give it to, where it is there.
 */
export function useSettledSteps(step: string, first?: () => Element | null | undefined): void {
  const last = useRef(step);
  const wanted = useRef(first);
  useEffect(() => {
    wanted.current = first;
  });
  useEffect(() => {
    if (last.current === step) return;
    last.current = step;
    // A button that is switched off or removed in this step loses the focus only after this.
    const timer = setTimeout(() => {
      const active = document.activeElement;
      if (active instanceof HTMLElement && active.matches(':disabled')) active.blur();
      settleFocus(wanted.current?.());
    });
    return () => clearTimeout(timer);
  }, [step]);
}

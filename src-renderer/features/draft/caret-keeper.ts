/** Where a person is in the form, so that a colleague's change does not take them elsewhere. */

export interface Standing {
  /** Puts caret and scroll back to where they were; nothing when the person has moved on by themselves. */
  restore(): void;
}

/** Notes the caret of the focused field and its place in the window. */
export function standingNow(): Standing {
  const field = document.activeElement;
  const scroller = document.getElementById('main');
  if (!(field instanceof HTMLElement) || scroller?.contains(field) !== true)
    return { restore: () => undefined };
  const { top } = field.getBoundingClientRect();
  const input = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field : undefined;
  const text = input?.value;
  const [from, to] = [input?.selectionStart ?? null, input?.selectionEnd ?? null];
  return {
    restore() {
      if (document.activeElement !== field) return;
      // A field's caret jumps to its end when the program writes into it.
      if (input !== undefined && input.value !== text && from !== null && to !== null) {
        const end = input.value.length;
        input.setSelectionRange(Math.min(from, end), Math.min(to, end));
      }
      const moved = field.getBoundingClientRect().top - top;
      if (Math.abs(moved) > 1) scroller.scrollTop += moved;
    },
  };
}

import { useEffect, useEffectEvent } from 'react';
import { matchesShortcut } from '../../components/useShortcut.ts';

export type Step = 'undo' | 'redo';

/** The step that a key combination asks for. */
export function stepOf(event: Parameters<typeof matchesShortcut>[0]): Step | undefined {
  if (matchesShortcut(event, 'ctrl+z')) return 'undo';
  return matchesShortcut(event, 'ctrl+shift+z') || matchesShortcut(event, 'ctrl+y') ? 'redo' : undefined;
}

/**
 * Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y for the whole draft. A field that is being typed in undoes by itself first; the draft
 * takes over when that field has nothing left to undo.
 */
export function useUndoKeys(act: (step: Step) => void): void {
  const onStep = useEffectEvent(act);
  useEffect(() => {
    /** The field that has been typed in since it got the focus. */
    let typedIn: EventTarget | null = null;
    let inputs = 0;
    const onInput = (event: Event) => {
      typedIn = event.target;
      inputs += 1;
    };
    const onLeave = () => {
      typedIn = null;
    };
    const onKey = (event: KeyboardEvent) => {
      const step = stepOf(event);
      if (step === undefined || document.querySelector('[role="dialog"], dialog[open]') !== null) return;
      if (typedIn === null || typedIn !== document.activeElement) {
        event.preventDefault();
        onStep(step);
        return;
      }
      const before = inputs;
      // The field's own undo comes between this event and the next task, if it has any.
      setTimeout(() => {
        if (inputs === before) onStep(step);
      }, 0);
    };
    addEventListener('input', onInput, true);
    addEventListener('focusout', onLeave, true);
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('input', onInput, true);
      removeEventListener('focusout', onLeave, true);
      removeEventListener('keydown', onKey);
    };
  }, []);
}

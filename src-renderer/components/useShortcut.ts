import { useEffect, useEffectEvent } from 'react';

/** A key combination such as `alt+n`, `ctrl+enter` or `f8`, as pressed (by physical key where an IME may rewrite it). */
export function matchesShortcut(
  event: Pick<KeyboardEvent, 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'key' | 'code'>,
  combination: string,
): boolean {
  const parts = combination.toLowerCase().split('+');
  const wanted = parts.at(-1) ?? '';
  const key = /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : event.key.toLowerCase();
  return (
    key === wanted &&
    event.altKey === parts.includes('alt') &&
    (event.ctrlKey || event.metaKey) === parts.includes('ctrl') &&
    event.shiftKey === parts.includes('shift')
  );
}

/** Runs `act` on the combination anywhere in the window; not while a dialog is open above the screen. */
export function useShortcut(combination: string, act: () => void, enabled = true): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!enabled || !matchesShortcut(event, combination)) return;
    if (document.querySelector('[role="dialog"], dialog[open]') !== null) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
}

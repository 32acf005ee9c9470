/** The link that the system handed to this program, until the screen of links takes it: the core tells it once. */
import { useSyncExternalStore } from 'react';

let waiting: string | undefined;
const listeners = new Set<() => void>();

function set(text: string | undefined): void {
  waiting = text;
  for (const listener of [...listeners]) listener();
}

/** Keeps a link that arrived; a newer one replaces it. */
export function keepLink(text: string): void {
  set(text);
}

/** Gives the link away: nobody opens it a second time. */
export function takeLink(): string | undefined {
  const text = waiting;
  if (text !== undefined) set(undefined);
  return text;
}

const listen = (changed: () => void) => {
  listeners.add(changed);
  return () => void listeners.delete(changed);
};

export function usePendingLink(): string | undefined {
  return useSyncExternalStore(listen, () => waiting);
}

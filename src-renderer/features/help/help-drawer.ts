/** Whether help lies over the screen, and at which page: opened from anywhere, it takes nobody away from their work. */
import { useSyncExternalStore } from 'react';

export interface OpenHelp {
  /** Absent: the contents. */
  readonly page?: string;
}

let shown: OpenHelp | undefined;
const listeners = new Set<() => void>();

function show(next: OpenHelp | undefined): void {
  shown = next;
  for (const listener of [...listeners]) listener();
}

/** Opens the drawer at a page, or at the contents. */
export function openHelp(page?: string): void {
  show(page === undefined ? {} : { page });
}

export function closeHelp(): void {
  show(undefined);
}

const listen = (changed: () => void) => {
  listeners.add(changed);
  return () => void listeners.delete(changed);
};

export function useOpenHelp(): OpenHelp | undefined {
  return useSyncExternalStore(listen, () => shown);
}

import { DvcttError } from '#shared/contract/errors.ts';
import type { CoreEvent } from '#shared/contract/ipc.ts';
import { deepLink } from './link-text.ts';

/** The link with which the system called this program, until the window asks for it: told once, and the newest only. */
export class PendingLink {
  readonly #emit: (event: CoreEvent) => void;
  #text: string | undefined;

  constructor(emit: (event: CoreEvent) => void) {
    this.#emit = emit;
  }

  /** @throws DvcttError LINK_UNKNOWN: anything else that programs of this machine hand over goes no further */
  arrived(text: string): void {
    if (deepLink(text) === undefined) throw new DvcttError('LINK_UNKNOWN');
    this.#text = text;
    this.#emit({ name: 'link.arrived', payload: {} });
  }

  take(): { text: string | null } {
    const text = this.#text ?? null;
    this.#text = undefined;
    return { text };
  }
}

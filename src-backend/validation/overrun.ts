import type { FailureCode } from '#shared/contract/errors.ts';

/** A task that was ended from outside: it took too long, took too much memory, or broke its thread. */
export class Overrun extends Error {
  readonly limit: 'time' | 'memory' | 'thread';

  constructor(limit: Overrun['limit'], options?: ErrorOptions) {
    super(`validation ended: ${limit}`, options);
    this.name = 'Overrun';
    this.limit = limit;
  }
}

/** What the owner of a file that cannot be checked within the limits is told, by the format of its signatures. */
export const overrunCodes = {
  pades: 'PDF_BROKEN',
  xades: 'XML_TOO_COMPLEX',
  cades: 'SIGNATURE_INDETERMINATE',
} as const satisfies Record<string, FailureCode>;

import { newSecret, sameSecret } from './one-time-secret.ts';

/** How long the PIN page of a job may stay open (ms); the token host's own prompt expires sooner. */
export const ticketLifetime = 10 * 60_000;

/**
 * Tickets of PIN pages: each opens the PIN calls of one job and nothing else, until the PIN was taken or refused for
 * good, the page was cancelled, a newer page was opened for the job, or its time is over.
 */
export class PinTickets {
  readonly #now: () => number;
  readonly #jobs = new Map<string, { readonly ticket: string; readonly expiresAt: number }>();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  issue(jobId: string): string {
    this.#forgetExpired();
    const ticket = newSecret();
    this.#jobs.set(jobId, { ticket, expiresAt: this.#now() + ticketLifetime });
    return ticket;
  }

  /** Whether this ticket opens the PIN calls of this job now. */
  opens(ticket: string, jobId: string): boolean {
    this.#forgetExpired();
    const held = this.#jobs.get(jobId);
    return held !== undefined && sameSecret(held.ticket, ticket);
  }

  spend(jobId: string): void {
    this.#jobs.delete(jobId);
  }

  #forgetExpired(): void {
    for (const [jobId, held] of this.#jobs) if (held.expiresAt <= this.#now()) this.#jobs.delete(jobId);
  }
}

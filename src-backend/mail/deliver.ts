import { setTimeout } from 'node:timers/promises';
import type { Log } from '../http/log.ts';
import type { Store } from '../store/open.ts';
import type { MailRow } from '../store/tables.ts';
import { composeLetter } from './compose.ts';
import type { Letter } from './letters.ts';
import { Undeliverable, type MailTransport } from './transport.ts';
import { withoutSecrets } from './without-secrets.ts';

const minute = 60_000;
/** Pause after each failed try; the last one goes on. */
const pauses = [1, 2, 5, 10, 20, 40, 60, 120, 240, 360].map((minutes) => minutes * minute);
/** A letter that could not be handed over for this long is given up (ms). */
const giveUpAfter = 3 * 24 * 60 * minute;
/** How often the outbox is looked at (ms): committed letters go out without anybody calling. */
const lookEvery = 1_000;

/** Longest wait for the letter under way when the server ends (ms). */
const closingTime = 10_000;

export interface DeliveryOptions {
  readonly store: Store;
  readonly transport: MailTransport;
  readonly publicUrl: () => string;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * Carries the outbox to the transport, one letter at a time in the order in which they are due. What is committed goes
 * out, also after a restart; what the transport has taken is noted at once and not sent again.
 */
export class Delivery {
  readonly #options: DeliveryOptions;
  /** Taken by the transport, but the store could not be told yet. */
  readonly #taken = new Map<string, MailRow>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #closed = false;
  /** Said once, not at every look. */
  #storeFails = false;

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => void this.deliver(), lookEvery);
    this.#timer.unref();
  }

  /** Delivers everything that is due now; resolves when nothing is. Never throws: what fails is tried again. */
  deliver(): Promise<void> {
    this.#running ??= this.#deliverAll().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Ends after the letter that is under way, unless the mail server lets us wait for too long. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    const patience = new AbortController();
    const waited = setTimeout(closingTime, undefined, { signal: patience.signal }).catch(() => undefined);
    await Promise.race([this.#running, waited]);
    patience.abort();
    this.#options.transport.close();
  }

  async #deliverAll(): Promise<void> {
    try {
      for (const row of [...this.#taken.values()]) await this.#noteSent(row);
      while (!this.#closed) {
        const row = await this.#nextDue();
        this.#storeFails = false;
        if (row === undefined) return;
        await this.#deliverOne(row);
      }
    } catch (cause) {
      // The store does not answer; letters wait in it until it does.
      if (this.#storeFails) return;
      this.#storeFails = true;
      const stack = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
      this.#options.log({ level: 'error', event: 'mail.outbox', stack });
    }
  }

  #nextDue(): Promise<MailRow | undefined> {
    const { store, now } = this.#options;
    return store
      .selectFrom('mails')
      .selectAll()
      .where('state', '=', 'waiting')
      .where('next_at', '<=', now().toISOString())
      .orderBy('next_at')
      .orderBy('position')
      .limit(1)
      .executeTakeFirst();
  }

  async #deliverOne(row: MailRow): Promise<void> {
    const { transport, publicUrl, now, log } = this.#options;
    try {
      const letter = letterOf(row);
      if ('expiresAt' in letter && Date.parse(letter.expiresAt) <= now().getTime())
        throw new Undeliverable('EXPIRED');
      await transport.send(
        composeLetter(letter, { id: row.id, at: new Date(row.created_at), publicUrl: publicUrl() }),
      );
    } catch (cause) {
      await this.#noteFailure(row, cause);
      return;
    }
    this.#taken.set(row.id, row);
    await this.#noteSent(row);
    log({ level: 'info', event: 'mail.sent', ...namesOf(row) });
  }

  async #noteSent(row: MailRow): Promise<void> {
    const { store, now } = this.#options;
    await store
      .updateTable('mails')
      .set({
        state: 'sent',
        attempts: row.attempts + 1,
        sent_at: now().toISOString(),
        problem: null,
        letter: withoutSecrets(row.letter),
      })
      .where('id', '=', row.id)
      .execute();
    this.#taken.delete(row.id);
  }

  async #noteFailure(row: MailRow, cause: unknown): Promise<void> {
    const { store, now, log } = this.#options;
    const problem = (cause instanceof Error ? cause.message : String(cause)).slice(0, 300);
    const attempts = row.attempts + 1;
    const pause = pauses[Math.min(attempts, pauses.length) - 1] ?? minute;
    const nextAt = now().getTime() + pause;
    const final = cause instanceof Undeliverable || nextAt > Date.parse(row.created_at) + giveUpAfter;
    await store
      .updateTable('mails')
      .set({
        attempts,
        problem,
        ...(final
          ? { state: 'failed' as const, letter: withoutSecrets(row.letter) }
          : { next_at: new Date(nextAt).toISOString() }),
      })
      .where('id', '=', row.id)
      // Not one that was taken out of the outbox while it was tried.
      .where('state', '=', 'waiting')
      .execute();
    log({ level: 'warn', event: final ? 'mail.failed' : 'mail.delayed', ...namesOf(row), problem });
  }
}

/** Which letter it is, for who looks after the server; the dossier by the end of its code, without its unit. */
function namesOf(row: MailRow) {
  const found = /"code":"\d+(\d{6})"/.exec(row.letter);
  return { code: row.kind, letter: row.id, ...(found === null ? {} : { dossier: `…${found[1] ?? ''}` }) };
}

/** As `queueLetters` wrote it. */
export function letterOf(row: Pick<MailRow, 'letter'>): Letter {
  return JSON.parse(row.letter) as Letter;
}

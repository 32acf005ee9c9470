/** The people, programs and machines of one afternoon, and what the card says of them. */
import { expect } from 'vitest';
import type { createTokenService } from '#main/tokens/create-token-service.ts';
import type { SigningSession } from '#main/tokens/token-service.ts';
import { DvcttError } from '#shared/contract/errors.ts';
import type { PinPrompt } from '#shared/contract/tokens.ts';
import { sealed } from '#test/support/sign-once.ts';
import { hashOf } from '#test/support/verify-signature.ts';
import type { PivCard } from '#test/virtual-token/piv-card.ts';
import type { VirtualReader } from '#test/virtual-token/virtual-reader.ts';
import type { Purpose, Step, Typed } from './step.ts';

export type Service = ReturnType<typeof createTokenService>;

interface OpenPrompt {
  readonly service: Service;
  readonly purpose: Purpose;
  readonly prompt: PinPrompt;
}

const algorithm = { scheme: 'rsa-pkcs1', hash: 'SHA-256' } as const;
const digest = hashOf('SHA-256', Buffer.from('Lệnh chi tiền'));
const wrongPin = '000000';

/** One card in one reader, two token services that know nothing of each other, and everything that is open. */
export class Desk {
  readonly #card: PivCard;
  readonly #reader: VirtualReader;
  readonly #services: readonly [Service, Service];
  readonly #module: string;
  readonly #certificateId: string;
  readonly #serial: string;
  #prompts: OpenPrompt[] = [];
  #sessions: SigningSession[] = [];
  #pin: string;
  readonly #puk: string;
  #pins = 0;
  /** Presses with a wrong PIN; the most that the card may have seen of wrong ones. */
  wrongPresses = 0;
  wrongPukPresses = 0;
  /** Logins that were accepted and whose PIN has been changed by another program since: each may cost one try. */
  staleLogins = 0;
  /** What came of each press; a run in which nothing is accepted or refused proves nothing. */
  readonly seen = new Map<string, number>();

  constructor(place: {
    readonly card: PivCard;
    readonly reader: VirtualReader;
    readonly services: readonly [Service, Service];
    readonly module: string;
    readonly certificateId: string;
    readonly serial: string;
    readonly pin: string;
    readonly puk: string;
  }) {
    this.#card = place.card;
    this.#reader = place.reader;
    this.#services = place.services;
    this.#module = place.module;
    this.#certificateId = place.certificateId;
    this.#serial = place.serial;
    this.#pin = place.pin;
    this.#puk = place.puk;
  }

  async take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'list':
        return this.#quiet(() => this.#services[step.desk].list());
      case 'look':
        return this.#quiet(() => this.#services[step.desk].certificates());
      case 'look-again':
        return this.#quiet(() => this.#services[step.desk].lookAgain());
      case 'self-test':
        return this.#quiet(() =>
          this.#services[step.desk].selfTest(this.#module, { tokenSerial: this.#serial }),
        );
      case 'open':
        return this.#quiet(() => this.#open(this.#services[step.desk], step.purpose));
      case 'press':
        return this.#press(step.which, step.typed, step.times);
      case 'press-all':
        return this.#pressAll(step.typed);
      case 'cancel':
        return this.#quiet(() => this.#cancel(step.which));
      case 'expire':
        return this.#expire(step.which);
      case 'sign':
        return this.#sign(step.which);
      case 'close':
        return this.#quiet(() => this.#close(step.which));
      case 'pull':
      case 'swap':
        return this.#quiet(() => this.#swap(step.desk));
      case 'kill-host':
        return this.#quiet(() => this.#kill(step.desk));
      case 'try-elsewhere':
        // Never the last: that would be the other program's doing.
        if (this.#card.triesLeft > 1) this.#card.setTries(this.#card.triesLeft - 1);
        return;
      case 'change-elsewhere':
        // The person hears of it; what is logged in does not.
        this.#pin = this.#nextPin();
        this.#card.setPin(this.#pin);
        this.staleLogins += this.#sessions.length;
        return;
      case 'unlock-elsewhere':
        this.#card.setTries(3);
        return;
    }
  }

  async end(): Promise<void> {
    for (const session of this.#sessions) await session.close();
    for (const service of this.#services) await service.close();
    await this.#reader.eject();
  }

  /** Does what asks for no PIN: whatever comes of it, the card has compared nothing. */
  async #quiet(run: () => Promise<unknown>): Promise<void> {
    const { mismatches, pukMismatches, verifications } = this.#card;
    try {
      await run();
    } catch (thrown) {
      if (!(thrown instanceof DvcttError)) throw thrown;
      this.#note(thrown.code);
    }
    expect(this.#card).toMatchObject({ mismatches, pukMismatches, verifications });
  }

  #note(what: string): void {
    this.seen.set(what, (this.seen.get(what) ?? 0) + 1);
  }

  async #open(service: Service, purpose: Purpose): Promise<void> {
    const prompt =
      purpose === 'sign' || purpose === 'challenge'
        ? await service.openPinPrompt(this.#certificateId, [algorithm], purpose)
        : await service.openTokenPrompt(this.#serial, purpose);
    if (this.#card.triesLeft < 2) expect(prompt.token.pinState).toBe(shownAt(this.#card.triesLeft));
    this.#prompts.push({ service, purpose, prompt });
  }

  /** One press, or the same button pressed twice before the first was answered. */
  async #press(which: number, typed: Typed, times: 1 | 2): Promise<void> {
    const open = this.#prompts[which % Math.max(1, this.#prompts.length)];
    if (open === undefined) return;
    await this.#compared(open, typed, async () => {
      const pressing = [this.#enter(open, typed)];
      if (times === 2) pressing.push(this.#enter(open, typed));
      await Promise.all(pressing);
    });
    this.#prompts = this.#prompts.filter((other) => other !== open);
  }

  /** Every prompt that is open is answered at the same moment. */
  async #pressAll(typed: Typed): Promise<void> {
    const all = this.#prompts;
    this.#prompts = [];
    // A right PIN is a wrong one when another of them has changed it a moment before.
    for (const { purpose } of all) this.#count(purpose, all.length > 1 ? 'wrong' : typed);
    const shown = all.some(({ prompt }) => prompt.token.pinState === 'final-try');
    const before = this.#card.triesLeft;
    await Promise.all(all.map((open) => this.#enter(open, typed)));
    if (before > 0 && this.#card.triesLeft === 0) expect(shown).toBe(true);
  }

  /** One press costs one try at most, and the last one only when the prompt has said so. */
  async #compared(open: OpenPrompt, typed: Typed, press: () => Promise<void>): Promise<void> {
    const { mismatches, pukMismatches, triesLeft, pukTriesLeft } = this.#card;
    this.#count(open.purpose, typed);
    await press();
    const spent = this.#card.mismatches - mismatches;
    const pukSpent = this.#card.pukMismatches - pukMismatches;
    expect(spent + pukSpent).toBeLessThanOrEqual(isWrong(typed) ? 1 : 0);
    if (spent > 0) expect(open.purpose).not.toBe('unblock');
    if (pukSpent > 0) expect(open.purpose).toBe('unblock');
    if (spent > 0 && triesLeft === 1) expect(open.prompt.token.pinState).toBe('final-try');
    if (pukSpent > 0 && pukTriesLeft === 1) expect(open.prompt.token.pukState).not.toBe('locked');
  }

  #count(purpose: Purpose, typed: Typed): void {
    if (!isWrong(typed)) return;
    if (purpose === 'unblock') this.wrongPukPresses += 1;
    else this.wrongPresses += 1;
  }

  async #enter({ service, purpose, prompt }: OpenPrompt, typed: Typed): Promise<void> {
    try {
      const next = this.#nextPin();
      const current = this.#text(typed, purpose === 'unblock' ? this.#puk : this.#pin);
      if (purpose === 'change' || purpose === 'unblock') {
        const change = await service.changePin(
          await sealed(prompt, `${current}\0${typed === 'new' ? '12' : next}`),
        );
        if (change.kind === 'changed') this.#pin = next;
        this.#note(change.kind === 'changed' ? 'changed' : change.failure.code);
      } else if (purpose === 'self-test') {
        await service.selfTest(this.#module, {
          tokenSerial: this.#serial,
          sealed: await sealed(prompt, current),
        });
        this.#note('self-test');
      } else {
        const entry = await service.enterPin(this.#certificateId, await sealed(prompt, current));
        if (entry.kind === 'accepted') this.#sessions.push(entry.session);
        this.#note(entry.kind === 'accepted' ? 'accepted' : entry.failure.code);
      }
    } catch (thrown) {
      if (!(thrown instanceof DvcttError)) throw thrown;
      this.#note(thrown.code);
    }
  }

  #nextPin(): string {
    this.#pins += 1;
    return String(700_000 + this.#pins);
  }

  #text(typed: Typed, right: string): string {
    switch (typed) {
      case 'right':
      case 'new':
        return right;
      case 'wrong':
        return wrongPin;
      case 'short':
        return '12';
      case 'long':
        return '1234567890123456789';
      case 'empty':
        return '';
      case 'telex':
        // Unikey makes one letter of two keys.
        return right.replace(/^../, 'ố');
    }
  }

  async #cancel(which: number): Promise<void> {
    const open = this.#prompts[which % Math.max(1, this.#prompts.length)];
    await open?.service.cancelPinPrompt(open.prompt.promptId);
  }

  /** The prompt is answered after it was cancelled, as by a window that did not hear of it. */
  async #expire(which: number): Promise<void> {
    const open = this.#prompts[which % Math.max(1, this.#prompts.length)];
    if (open === undefined) return;
    await open.service.cancelPinPrompt(open.prompt.promptId);
    const { verifications } = this.#card;
    await this.#enter(open, 'wrong');
    expect(this.#card.verifications).toBe(verifications);
  }

  /** Keys that want the PIN before each signature get the one that was right at the login, and once only if it is not. */
  async #sign(which: number): Promise<void> {
    const session = this.#sessions[which % Math.max(1, this.#sessions.length)];
    if (session === undefined) return;
    const { triesLeft } = this.#card;
    for (let n = 0; n < 2; n += 1) {
      try {
        await session.sign({ algorithm, digest });
        this.#note('signed');
      } catch (thrown) {
        if (!(thrown instanceof DvcttError)) throw thrown;
        this.#note(`sign ${thrown.code}`);
      }
    }
    expect(this.#card.triesLeft).toBeGreaterThanOrEqual(Math.min(1, triesLeft));
  }

  async #close(which: number): Promise<void> {
    const session = this.#sessions[which % Math.max(1, this.#sessions.length)];
    this.#sessions = this.#sessions.filter((other) => other !== session);
    await session?.close();
  }

  async #swap(desk: 0 | 1): Promise<void> {
    await this.#reader.eject();
    await this.#services[desk].list();
    await this.#reader.insert(this.#card);
    await expect
      .poll(async () => (await this.#services[desk].list()).tokens.length, { timeout: 10_000, interval: 50 })
      .toBe(1);
  }

  #kill(desk: 0 | 1): Promise<void> {
    for (const pid of this.#services[desk].hostPids().values()) process.kill(pid, 'SIGKILL');
    return Promise.resolve();
  }
}

/** Whether the card would refuse it, were it sent. */
function isWrong(typed: Typed): boolean {
  return typed !== 'right' && typed !== 'new';
}

/** PIN state of a card that is locked or has one try left. */
function shownAt(tries: number): string {
  return tries === 0 ? 'locked' : 'final-try';
}

import { createHash } from 'node:crypto';
import { toFailure } from '#shared/contract/errors.ts';
import type { PcscPicture } from '#shared/contract/pcsc-host.ts';
import type { CertificateSurvey, ModuleSurvey } from '#shared/contract/token-host.ts';
import type { ModuleView } from '#shared/contract/tokens.ts';
import type { ModuleAnswer } from './module-answer.ts';
import type { ModuleClient } from './module-client.ts';
import { stillThere } from './still-there.ts';

export type ModuleOrigin = NonNullable<ModuleView['origin']>;

export interface WatchedModuleOptions {
  readonly client: ModuleClient;
  readonly origin: ModuleOrigin;
  readonly vendor: string | undefined;
  /** How long an answer of this module may be given again without asking, ms; 0 while nothing tells of changes. */
  readonly keepAnswers: (survey: ModuleSurvey | undefined) => number;
  /** What PC/SC says now. */
  readonly picture: () => PcscPicture | undefined;
}

interface Kept<T> {
  readonly answer: ModuleAnswer<T>;
  readonly at: number;
}

/**
 * A module that has ended its process this often within `window` is let be for `pause`, ms: starting it again and again
 * would only keep the machine busy. A person can have it tried all the same.
 */
const crashes = { most: 3, window: 60_000, pause: 120_000 } as const;

/**
 * How long a module that hung is let be while people wait, ms, by how often it hung in a row: soon after the first time,
 * because a busy machine makes a sound driver late, then ever more rarely.
 */
const hungPauses = [3_000, 10_000, 30_000] as const;

/**
 * What is known of one module: its last answers, as long as nothing can have changed, and the questions under way,
 * which several callers share. No method rejects.
 */
export class WatchedModule {
  readonly client: ModuleClient;
  readonly origin: ModuleOrigin;
  readonly vendor: string | undefined;
  readonly #keepAnswers: WatchedModuleOptions['keepAnswers'];
  readonly #picture: WatchedModuleOptions['picture'];
  /** Counts up with everything that makes answers old; one that was asked for before is not kept. */
  #generation = 0;
  #survey: Kept<ModuleSurvey> | undefined;
  #certificates: Kept<CertificateSurvey> | undefined;
  #surveying:
    { readonly generation: number; readonly answer: Promise<ModuleAnswer<ModuleSurvey>> } | undefined;
  #reading:
    { readonly generation: number; readonly answer: Promise<ModuleAnswer<CertificateSurvey>> } | undefined;
  #hung: { readonly answer: ModuleAnswer<never>; readonly until: number } | undefined;
  /** How often it has hung since it last answered. */
  #hangs = 0;
  /** When it ended its process lately. */
  #crashed: readonly number[] = [];
  /** It has done so too often: its last failure, given again until then. */
  #resting: { readonly answer: ModuleAnswer<never>; readonly until: number } | undefined;
  #last: ModuleSurvey | undefined;
  #lastPicture: PcscPicture | undefined;
  #lastCertificates: CertificateSurvey | undefined;
  #certificatesPicture: PcscPicture | undefined;
  /** What it showed last, in one word to compare. */
  #told: string | undefined;
  readonly #thumbprints = new Map<string, ReadonlySet<string>>();

  constructor(options: WatchedModuleOptions) {
    this.client = options.client;
    this.origin = options.origin;
    this.vendor = options.vendor;
    this.#keepAnswers = options.keepAnswers;
    this.#picture = options.picture;
  }

  get path(): string {
    return this.client.path;
  }

  /** Its readers and tokens. The certificates, read lately or just now, tell them as well. */
  survey(): Promise<ModuleAnswer<ModuleSurvey>> {
    const kept = this.#fresh(this.#certificates) ?? this.#fresh(this.#survey);
    if (kept !== undefined) return Promise.resolve(kept);
    const underWay = this.#current(this.#reading) ?? this.#current(this.#surveying);
    if (underWay !== undefined) return underWay;
    const generation = this.#generation;
    const answer = this.#ask(() => this.client.survey()).then((said) => {
      if (generation === this.#generation) this.#survey = { answer: said, at: performance.now() };
      return said;
    });
    this.#surveying = { generation, answer };
    void answer.then(() => {
      if (this.#surveying?.answer === answer) this.#surveying = undefined;
    });
    return answer;
  }

  certificates(): Promise<ModuleAnswer<CertificateSurvey>> {
    const kept = this.#fresh(this.#certificates);
    if (kept !== undefined) return Promise.resolve(kept);
    const underWay = this.#current(this.#reading);
    if (underWay !== undefined) return underWay;
    const generation = this.#generation;
    const picture = this.#picture();
    const answer = this.#ask(() => this.client.certificates()).then((said) => {
      if (generation === this.#generation) this.#certificates = { answer: said, at: performance.now() };
      this.#lastCertificates = said.kind === 'answered' ? said.value : undefined;
      this.#certificatesPicture = picture;
      if (said.kind === 'answered') this.#noteThumbprints(said.value);
      return said;
    });
    this.#reading = { generation, answer };
    void answer.then(() => {
      if (this.#reading?.answer === answer) this.#reading = undefined;
    });
    return answer;
  }

  /**
   * For people who wait: the failure of a module that hung lately, at once, while the module is asked again behind it
   * when the time has come; `late` is called when it then answers otherwise. Undefined when it is not taken for hung.
   */
  hungLately(late: () => void): ModuleAnswer<never> | undefined {
    const hung = this.#hung;
    if (hung === undefined) return undefined;
    const underWay = this.#current(this.#reading) ?? this.#current(this.#surveying);
    if (underWay === undefined && performance.now() >= hung.until) {
      this.#generation += 1;
      void this.survey().then((answer) => {
        if (answer.kind === 'answered' || answer.failure.code !== failureOf(hung.answer)) late();
      });
    }
    return hung.answer;
  }

  /** It has answered, or failed, at least once. */
  get asked(): boolean {
    return this.#told !== undefined;
  }

  /** It hung lately, and its pause is not over. */
  get hung(): boolean {
    return this.#hung !== undefined && performance.now() < this.#hung.until;
  }

  /** Asks for readers and tokens again; whether they are other ones than the last time. */
  async poll(): Promise<{ readonly changed: boolean; readonly answer: ModuleAnswer<ModuleSurvey> }> {
    const before = this.#told;
    const generation = this.#generation;
    const answer = await this.#ask(() => this.client.survey());
    const changed = before !== undefined && before !== this.#told;
    if (changed && generation === this.#generation) {
      this.forget();
      this.#survey = { answer, at: performance.now() };
    }
    return { changed, answer };
  }

  /** Something may have changed: what was answered before is old. A module that hung gets another chance. */
  forget(): void {
    this.#generation += 1;
    this.#survey = undefined;
    this.#certificates = undefined;
    if (this.#hung !== undefined) this.#hung = { answer: this.#hung.answer, until: performance.now() };
  }

  /** A person has asked to look afresh: even a module that hung is waited for. */
  startAfresh(): void {
    this.#hung = undefined;
    this.#hangs = 0;
    this.#resting = undefined;
    this.#crashed = [];
    this.client.renew();
    this.forget();
  }

  /** What it answered last, be it old; undefined when it failed. */
  get lastSurvey(): ModuleSurvey | undefined {
    return this.#last;
  }

  /** What of its last answer must still be so, for one who does not wait for the next. */
  get standingSurvey(): ModuleSurvey | undefined {
    return this.#last && stillThere(this.#last, this.#lastPicture, this.#picture());
  }

  /** The same with the certificates that were last read. */
  get standingCertificates(): CertificateSurvey | undefined {
    return (
      this.#lastCertificates && stillThere(this.#lastCertificates, this.#certificatesPicture, this.#picture())
    );
  }

  /** SHA-256 of the certificates that were last read from a token; undefined when they never were. */
  thumbprintsOf(tokenSerial: string): ReadonlySet<string> | undefined {
    return this.#thumbprints.get(tokenSerial);
  }

  #noteThumbprints({ certificates }: CertificateSurvey): void {
    for (const { tokenSerial, objects } of certificates) {
      const hashes = objects.map(({ certificate }) => createHash('sha256').update(certificate).digest('hex'));
      this.#thumbprints.set(tokenSerial, new Set(hashes));
    }
  }

  async #ask<T extends ModuleSurvey>(question: () => Promise<T>): Promise<ModuleAnswer<T>> {
    const start = performance.now();
    if (this.#resting !== undefined && start < this.#resting.until) return this.#resting.answer;
    const picture = this.#picture();
    const took = () => Math.round(performance.now() - start);
    try {
      const value = await question();
      this.#hung = undefined;
      this.#hangs = 0;
      this.#last = value;
      this.#lastPicture = picture;
      this.#told = JSON.stringify([value.module, value.tokens]);
      return { kind: 'answered', value, milliseconds: took() };
    } catch (thrown) {
      const answer = { kind: 'failed', failure: toFailure(thrown), milliseconds: took() } as const;
      const hangs = answer.failure.code === 'MODULE_TIMEOUT';
      this.#hung = hangs ? { answer, until: performance.now() + this.#nextPause() } : undefined;
      if (answer.failure.code === 'MODULE_CRASHED') this.#noteCrash(answer);
      this.#last = undefined;
      this.#lastCertificates = undefined;
      this.#told = answer.failure.code;
      return answer;
    }
  }

  #nextPause(): number {
    const pause = hungPauses[Math.min(this.#hangs, hungPauses.length - 1)] ?? hungPauses[2];
    this.#hangs += 1;
    return pause;
  }

  #noteCrash(answer: ModuleAnswer<never>): void {
    const now = performance.now();
    this.#crashed = [...this.#crashed.filter((at) => now - at < crashes.window), now];
    if (this.#crashed.length >= crashes.most) this.#resting = { answer, until: now + crashes.pause };
  }

  #fresh<T extends ModuleSurvey>(kept: Kept<T> | undefined): ModuleAnswer<T> | undefined {
    if (kept === undefined) return undefined;
    const life = this.#keepAnswers(kept.answer.kind === 'answered' ? kept.answer.value : undefined);
    return performance.now() - kept.at < life ? kept.answer : undefined;
  }

  #current<T>(
    question: { readonly generation: number; readonly answer: Promise<T> } | undefined,
  ): Promise<T> | undefined {
    return question?.generation === this.#generation ? question.answer : undefined;
  }
}

function failureOf(answer: ModuleAnswer<never>): string {
  return answer.kind === 'failed' ? answer.failure.code : '';
}

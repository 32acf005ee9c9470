import type { PcscPicture } from '#shared/contract/pcsc-host.ts';
import type { ModuleSurvey } from '#shared/contract/token-host.ts';
import type { TokenView } from '#shared/contract/tokens.ts';
import { isReader, readerOf } from '../reader-names.ts';
import { hasLeft } from '../removal-watch.ts';
import type { WatchedModule } from '../watched-module.ts';
import type { PcscListener } from './pcsc-listener.ts';
import { pictureChange } from './picture-change.ts';

export interface TokenWatchOptions {
  readonly listen: (told: (picture: PcscPicture | undefined) => void) => PcscListener;
  readonly modules: () => readonly WatchedModule[];
  /** Something that can be seen has changed. */
  readonly changed: () => void;
  /** Shortest time between two polls of a module, ms. */
  readonly pollEvery?: number;
}

/** Polling, ms: no faster than this, and a slow module no more than a tenth of the time. */
const pollEvery = 3_000;
const slowestPoll = 10_000;

/** Modules take a moment to see a card that PC/SC sees already; one that none shows is looked for again, ms. */
const secondLooks = [700, 2_000] as const;

/** An answer of a module all of whose readers PC/SC watches stands this long unless something happens, ms. */
const watchedAnswers = 5_000;
/** Any other answer, ms. */
const polledAnswers = 2_000;

/** How long a module may still be busy once a card has left, ms. */
const graceAfterRemoval = 1_000;

/** How long the listener stays when somebody has only glanced, ms. */
const glance = 3_000;

/**
 * Knows when tokens come and go. PC/SC tells of its readers; modules whose readers it does not know (and all modules
 * where it is not heard) are polled. Nothing runs while nobody watches.
 */
export class TokenWatch {
  readonly #options: TokenWatchOptions;
  readonly #listener: PcscListener;
  readonly #pollEvery: number;
  #watched = false;
  #picture: PcscPicture | undefined;
  /** The listener has been heard since it was started. */
  #heard = false;
  /** Somebody was answered before anything was heard. */
  #answeredBlind = false;
  /** Every reader that PC/SC has ever named: one that is missing now has been unplugged. */
  readonly #readers = new Set<string>();
  readonly #nextPoll = new Map<WatchedModule, number>();
  #polling: NodeJS.Timeout | undefined;
  #endOfGlance: NodeJS.Timeout | undefined;
  readonly #looks = new Set<NodeJS.Timeout>();

  constructor(options: TokenWatchOptions) {
    this.#options = options;
    this.#pollEvery = options.pollEvery ?? pollEvery;
    this.#listener = options.listen((picture) => this.#take(picture));
  }

  /** What PC/SC says, for one who asks: it is listened to for that, and for a little longer. */
  async glance(): Promise<PcscPicture | undefined> {
    if (!this.#watched) {
      clearTimeout(this.#endOfGlance);
      this.#endOfGlance = setTimeout(() => {
        if (!this.#watched) this.#endListening();
      }, glance);
      this.#endOfGlance.unref();
    }
    this.#listener.start();
    const picture = await this.#listener.firstPicture();
    if (picture === undefined) this.#answeredBlind = true;
    return picture;
  }

  get picture(): PcscPicture | undefined {
    return this.#listener.picture;
  }

  /** Process number of the listener; for diagnosis and tests. */
  get pid(): number | undefined {
    return this.#listener.pid;
  }

  start(): void {
    if (this.#watched) return;
    this.#watched = true;
    clearTimeout(this.#endOfGlance);
    this.#listener.start();
    this.#schedulePoll();
  }

  stop(): void {
    this.#watched = false;
    clearTimeout(this.#endOfGlance);
    clearTimeout(this.#polling);
    for (const look of this.#looks) clearTimeout(look);
    this.#looks.clear();
    this.#nextPoll.clear();
    this.#endListening();
  }

  /** How long a module's answer may be given again, ms. */
  keepAnswers(survey: ModuleSurvey | undefined): number {
    if (!this.#watched) return 0;
    return survey === undefined || this.#watchesAll(survey) ? watchedAnswers : polledAnswers;
  }

  #endListening(): void {
    this.#listener.stop();
    this.#picture = undefined;
    this.#heard = false;
    this.#answeredBlind = false;
  }

  #watchesAll({ module: { readers } }: ModuleSurvey): boolean {
    const picture = this.picture;
    return (
      picture?.service === 'running' &&
      readers.length > 0 &&
      readers.every(({ name }) => readerOf(name, picture) !== undefined)
    );
  }

  #take(picture: PcscPicture | undefined): void {
    const before = this.#picture;
    this.#picture = picture;
    const { left, came, changed } = pictureChange(before, picture);
    if (picture?.service === 'running') this.#endLogins(picture, left);
    if (left.length > 0) for (const module of this.#options.modules()) module.client.hurry(graceAfterRemoval);
    const news = changed && (this.#heard || this.#answeredBlind);
    this.#heard = true;
    this.#answeredBlind = false;
    // The first picture is no change, unless somebody has been answered without it.
    if (!news || !this.#watched) return;
    if (left.length > 0 || came.length > 0 || before?.service !== picture?.service) {
      for (const module of this.#options.modules()) if (this.#concerns(module)) module.forget();
    }
    if (came.length > 0) this.#lookAhead(0);
    this.#schedulePoll();
    this.#options.changed();
  }

  /** A module that shows only readers of its own has nothing to do with what PC/SC tells. */
  #concerns(module: WatchedModule): boolean {
    const readers = module.lastSurvey?.module.readers;
    return (
      readers === undefined ||
      readers.length === 0 ||
      readers.some(({ name }) => [...this.#readers].some((reader) => isReader(name, reader)))
    );
  }

  #endLogins(picture: PcscPicture, left: readonly string[]): void {
    for (const { name } of picture.readers) this.#readers.add(name);
    const gone = ({ reader: slot }: TokenView) => {
      const known = [...this.#readers].filter((name) => isReader(slot, name));
      if (known.length === 0) return false;
      return (
        known.some((name) => left.includes(name)) ||
        !picture.readers.some(({ name, card }) => card !== 'none' && known.includes(name))
      );
    };
    for (const module of this.#options.modules()) module.client.tokensLeft(gone);
  }

  /**
   * Reads what has come before anybody asks, so that it is there at once; and looks again when no module shows it yet,
   * because modules see a card later than PC/SC does.
   */
  #lookAhead(attempt: number): void {
    const asked = this.#options.modules().filter((module) => this.#concerns(module) && !module.hung);
    void Promise.all(asked.map((module) => module.certificates())).then(() => {
      const pause = secondLooks[attempt];
      if (pause === undefined || !this.#watched || !this.#unseenCard()) return;
      const look = setTimeout(() => {
        this.#looks.delete(look);
        if (!this.#watched || !this.#unseenCard()) return;
        for (const module of asked) module.forget();
        this.#lookAhead(attempt + 1);
        this.#options.changed();
      }, pause);
      look.unref();
      this.#looks.add(look);
    });
  }

  /** A card is in a reader, and no module shows a token there. */
  #unseenCard(): boolean {
    const tokens = this.#options.modules().flatMap((module) => module.lastSurvey?.tokens ?? []);
    return (this.picture?.readers ?? []).some(
      ({ name, card }) => card === 'present' && !tokens.some(({ reader }) => isReader(reader, name)),
    );
  }

  #schedulePoll(): void {
    clearTimeout(this.#polling);
    if (!this.#watched) return;
    this.#polling = setTimeout(() => {
      void this.#pollDue().finally(() => this.#schedulePoll());
    }, this.#pollEvery);
    this.#polling.unref();
  }

  async #pollDue(): Promise<void> {
    const now = performance.now();
    const due = this.#options
      .modules()
      .filter((module) => !this.#listensFor(module) && (this.#nextPoll.get(module) ?? 0) <= now);
    const changes = await Promise.all(due.map((module) => this.#poll(module)));
    if (this.#watched && changes.includes(true)) this.#options.changed();
  }

  /** PC/SC tells of everything that this module can see. */
  #listensFor(module: WatchedModule): boolean {
    return module.lastSurvey !== undefined && this.#watchesAll(module.lastSurvey);
  }

  async #poll(module: WatchedModule): Promise<boolean> {
    // A signature must not wait for curiosity, a module that hangs is left alone, and what nobody has asked for has no news.
    if (module.client.busy || module.hung || !module.asked) return false;
    const { changed, answer } = await module.poll();
    const rhythm = answer.kind === 'failed' ? slowestPoll : Math.min(slowestPoll, answer.milliseconds * 10);
    this.#nextPoll.set(module, performance.now() + Math.max(0, rhythm - this.#pollEvery));
    if (answer.kind === 'answered') {
      module.client.tokensLeft((token) => hasLeft(token, answer.value));
      // Watching holds nothing open.
      module.client.release();
    }
    return changed;
  }
}

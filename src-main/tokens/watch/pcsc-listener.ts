import { startHostProcess, type HostProcess } from '#native/host-process.ts';
import { pcscPictureSchema, type PcscPicture } from '#shared/contract/pcsc-host.ts';

export interface PcscListenerOptions {
  /** Program of the listening process. */
  readonly entry: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Told every new picture, and undefined when nothing is heard any more. */
  readonly told: (picture: PcscPicture | undefined) => void;
  /** Pauses before a listener that died is started again, ms; when they are used up it is given up. */
  readonly pauses?: readonly number[];
}

const usualPauses = [500, 1_000, 2_000, 5_000, 5_000] as const;
/** A listener that has lived this long starts with all its chances again, ms. */
const health = 60_000;
/** A service that says nothing at all for this long at the start is not waited for, ms. */
export const firstWordDeadline = 1_500;

const running = new Set<HostProcess>();
process.on('exit', () => {
  for (const child of running) child.kill();
});

/**
 * The process that listens to PC/SC: started when somebody wants to know, started again when it dies, ended when nobody
 * listens. A machine without the library is not asked twice.
 */
export class PcscListener {
  readonly #options: PcscListenerOptions;
  readonly #pauses: readonly number[];
  #child: HostProcess | undefined;
  #startedAt = 0;
  #deaths = 0;
  #again: NodeJS.Timeout | undefined;
  #picture: PcscPicture | undefined;
  /** It has said that it cannot be loaded here, or died too often. */
  #absent: PcscPicture | undefined;
  #wanted = false;
  readonly #awaiting = new Set<() => void>();

  constructor(options: PcscListenerOptions) {
    this.#options = options;
    this.#pauses = options.pauses ?? usualPauses;
  }

  /** What it said last while it was listening; undefined while nothing is known. */
  get picture(): PcscPicture | undefined {
    return this.#absent ?? this.#picture;
  }

  /** Process number of the listener; for diagnosis and tests. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    this.#wanted = true;
    if (this.#child !== undefined || this.#again !== undefined || this.#absent !== undefined) return;
    this.#launch();
  }

  stop(): void {
    this.#wanted = false;
    clearTimeout(this.#again);
    this.#again = undefined;
    const child = this.#child;
    this.#child = undefined;
    this.#picture = undefined;
    if (child !== undefined) this.#kill(child);
    this.#wake();
  }

  /** The picture, or the first one to come, waited for no longer than `deadline` ms. */
  async firstPicture(deadline: number = firstWordDeadline): Promise<PcscPicture | undefined> {
    if (this.picture !== undefined || !this.#wanted) return this.picture;
    let wake: () => void = () => undefined;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, deadline);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      this.#awaiting.add(wake);
    });
    this.#awaiting.delete(wake);
    return this.picture;
  }

  #launch(): void {
    const child = startHostProcess({ entry: this.#options.entry, env: this.#options.env });
    this.#child = child;
    this.#startedAt = performance.now();
    running.add(child);
    child.on('message', (message) => {
      if (child === this.#child) this.#receive(message);
    });
    child.once('exit', () => this.#ended(child));
    child.once('error', () => this.#ended(child));
    child.unref();
  }

  #receive(message: unknown): void {
    const picture = pcscPictureSchema.safeParse(message);
    // What cannot be read is as good as a listener that died; it is started again.
    if (!picture.success) this.#child?.kill();
    else this.#take(picture.data);
  }

  #take(picture: PcscPicture): void {
    if (picture.service === 'no-library') this.#absent = picture;
    else this.#picture = picture;
    this.#wake();
    this.#options.told(picture);
  }

  #ended(child: HostProcess): void {
    running.delete(child);
    if (child !== this.#child) return;
    this.#child = undefined;
    const known = this.#picture !== undefined;
    this.#picture = undefined;
    if (!this.#wanted || this.#absent !== undefined) return;
    if (performance.now() - this.#startedAt > health) this.#deaths = 0;
    const pause = this.#pauses[this.#deaths];
    this.#deaths += 1;
    if (pause === undefined) {
      this.#take({ service: 'no-library', reason: 'the PC/SC listener died again and again', readers: [] });
      return;
    }
    if (known) this.#options.told(undefined);
    this.#again = setTimeout(() => {
      this.#again = undefined;
      if (this.#wanted) this.#launch();
    }, pause);
    this.#again.unref();
  }

  #kill(child: HostProcess): void {
    running.delete(child);
    child.kill();
  }

  #wake(): void {
    for (const wake of this.#awaiting) wake();
  }
}

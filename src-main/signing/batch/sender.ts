/** Sends parcels in the background: those of one dossier one after the other, a few dossiers at once. */
import type { Parcel } from './batch-task.ts';

/** Parcels that are verified and sent at once. */
const atOnce = 2;

export class ParcelSender {
  readonly #send: (parcel: Parcel) => Promise<void>;
  readonly #waiting: Parcel[] = [];
  readonly #underWay = new Set<Parcel>();
  #held = false;
  #wakeIdle: (() => void)[] = [];

  /** `send` never rejects. */
  constructor(send: (parcel: Parcel) => Promise<void>) {
    this.#send = send;
  }

  offer(parcel: Parcel): void {
    this.#waiting.push(parcel);
    this.#begin();
  }

  /** Begins nothing more, keeps what waits. */
  hold(): void {
    this.#held = true;
    this.#tellIdle();
  }

  goOn(): void {
    this.#held = false;
    this.#begin();
  }

  /** Resolves when nothing is under way and nothing more will begin by itself. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#wakeIdle.push(resolve);
      this.#tellIdle();
    });
  }

  #begin(): void {
    while (!this.#held && this.#underWay.size < atOnce) {
      const at = this.#waiting.findIndex(
        ({ dossier }) => ![...this.#underWay].some((other) => other.dossier === dossier),
      );
      const [parcel] = at < 0 ? [] : this.#waiting.splice(at, 1);
      if (parcel === undefined) break;
      this.#underWay.add(parcel);
      void this.#send(parcel).finally(() => {
        this.#underWay.delete(parcel);
        this.#begin();
        this.#tellIdle();
      });
    }
  }

  #tellIdle(): void {
    if (this.#underWay.size > 0 || (!this.#held && this.#waiting.length > 0)) return;
    const woken = this.#wakeIdle;
    this.#wakeIdle = [];
    for (const wake of woken) wake();
  }
}

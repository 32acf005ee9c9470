/** What the system shows when a dossier has come to this person's desk and nobody looks at the window. */
import type { CoreEvent } from '#shared/contract/ipc.ts';
import { dossierStatusNames } from '#shared/domain/dossiers/dossier.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';

/** Arrivals within this time are told as one (ms): an accountant forwards a month's dossiers in one go. */
const together = 2_000;

type Arrival = Extract<CoreEvent, { name: 'dossiers.arrived' }>['payload'];

export interface ArrivalNoticeOptions {
  readonly isFocused: () => boolean;
  /** Shows a notification; `clicked` is told when the person presses it. */
  readonly show: (notice: { readonly title: string; readonly body: string }, clicked: () => void) => void;
  /** Brings the window to a dossier, or to the list of what waits. */
  readonly open: (code: DossierCode | undefined) => void;
  readonly later: (work: () => void, ms: number) => void;
}

/**
 * Tells of dossiers that arrive. The screen may be locked or shared, and the system keeps what it showed: a notification
 * names a state and a code, never a title, a payee or an amount.
 */
export class ArrivalNotice {
  readonly #given: ArrivalNoticeOptions;
  #waiting: Arrival[] = [];

  constructor(given: ArrivalNoticeOptions) {
    this.#given = given;
  }

  /** To be told of every event of the core. */
  happened(event: CoreEvent): void {
    if (event.name !== 'dossiers.arrived') return;
    this.#waiting.push(event.payload);
    if (this.#waiting.length === 1) this.#given.later(() => this.#tell(), together);
  }

  #tell(): void {
    const arrived = this.#waiting;
    this.#waiting = [];
    const [first] = arrived;
    // The window shows it itself.
    if (first === undefined || this.#given.isFocused()) return;
    const only = arrived.length === 1;
    this.#given.show(
      {
        title: only ? 'Có hồ sơ đang chờ bạn' : `Có ${String(arrived.length)} hồ sơ đang chờ bạn`,
        body: only ? `${dossierStatusNames[first.status]} · ${first.code}` : 'Bấm để mở danh sách.',
      },
      () => this.#given.open(only ? first.code : undefined),
    );
  }
}

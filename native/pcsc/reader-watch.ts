import { setTimeout as sleep } from 'node:timers/promises';
import type { PcscPicture } from '#shared/contract/pcsc-host.ts';
import { scardName } from './scard-name.ts';
import type { PcscContext, PcscLibrary, ReaderState } from './smartcard-library.ts';

/** SCARD_STATE_… (PC/SC part 5, §3.2.5; the same numbers in winscard.h and pcsclite.h). */
const changed = 0x0002;
const present = 0x0020;
const mute = 0x0200;

/** This name in place of a reader's asks to be told of new readers. */
const newReaders = '\\\\?PnP?\\Notification';
/** Not every platform knows that name, so the readers are listed again this often, ms. It touches no card. */
const longestWait = 1_000;
/** A service that reports changes without end is listened to no faster than this, ms. */
const shortestRound = 40;
/** How long to wait for a service that is stopped, ms: a little longer each time. */
const pauses = [1_000, 2_000, 3_000, 5_000] as const;

type Readers = PcscPicture['readers'];

/**
 * Tells the whole picture whenever it changes, for ever. It only listens: it asks the service what it knows and never
 * connects to a card, so that no other program is disturbed. `signal` is for tests.
 */
export async function watchReaders(
  library: PcscLibrary,
  tell: (picture: PcscPicture) => void,
  options: { readonly signal?: AbortSignal; readonly pauses?: readonly number[] } = {},
): Promise<void> {
  const waits = options.pauses ?? pauses;
  const over = () => options.signal?.aborted === true;
  const events = new EventCount();
  let told = '';
  const tellOnce = (picture: PcscPicture) => {
    const text = JSON.stringify(picture);
    if (text === told) return;
    told = text;
    tell(picture);
  };
  for (let failures = 0; !over(); failures += 1) {
    let context: PcscContext | undefined;
    try {
      context = library.openContext();
      while (!over()) {
        const states = context.listReaders();
        failures = 0;
        tellOnce({ service: 'running', readers: events.readers(states) });
        const since = performance.now();
        const waited = [...states.map(({ name, state }) => ({ name, state: state & ~changed }))];
        await context.waitForChange(
          [...waited, { name: newReaders, state: states.length << 16 }],
          longestWait,
        );
        const rest = shortestRound - (performance.now() - since);
        if (rest > 0) await sleep(rest);
      }
    } catch (thrown) {
      events.forget();
      tellOnce({ service: 'stopped', reason: scardName(thrown), readers: [] });
    } finally {
      closeQuietly(context);
    }
    if (!over()) await sleep(waits[Math.min(failures, waits.length - 1)] ?? 1_000);
  }
}

/** Counts insertions and removals by reader, for as long as this process lives: a number never comes back. */
class EventCount {
  readonly #seen = new Map<string, { there: boolean; counter: number; events: number }>();

  readers(states: readonly ReaderState[]): Readers {
    for (const [name, seen] of this.#seen) {
      // A reader that was unplugged has taken its card along.
      if (seen.there && !states.some((state) => state.name === name)) {
        seen.there = false;
        seen.events += 1;
      }
    }
    return states.map(({ name, state, atr }) => {
      const there = (state & present) !== 0;
      const counter = state >>> 16;
      const before = this.#seen.get(name);
      let events = before?.events ?? (there ? 1 : 0);
      if (before !== undefined) {
        if (before.there !== there) events += 1;
        // The card was swapped faster than anybody looked: out and in again.
        else if (there && counter !== before.counter) events += 2;
      }
      this.#seen.set(name, { there, counter, events });
      const card = !there ? 'none' : (state & mute) !== 0 ? 'mute' : 'present';
      const hex = there && atr !== null && atr.length > 0 ? Buffer.from(atr).toString('hex') : undefined;
      return { name: name.slice(0, 300), card, events, ...(hex === undefined ? {} : { atr: hex }) };
    });
  }

  /** The service has ended: its counters begin anew, and every card may be another one. */
  forget(): void {
    for (const seen of this.#seen.values()) {
      if (seen.there) seen.events += 1;
      seen.there = false;
    }
  }
}

function closeQuietly(context: PcscContext | undefined): void {
  try {
    context?.close();
  } catch {
    // The service is gone, and the context with it.
  }
}

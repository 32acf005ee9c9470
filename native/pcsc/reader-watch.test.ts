import { describe, expect, it } from 'vitest';
import type { PcscPicture } from '#shared/contract/pcsc-host.ts';
import { watchReaders } from './reader-watch.ts';
import type { PcscContext, PcscLibrary, ReaderState } from './smartcard-library.ts';

const present = 0x20;
const empty = 0x10;
const atr = Uint8Array.of(0x3b, 0x00);

/** A PC/SC that goes through what it is told, one step for each time that it is asked for its readers. */
function scripted(steps: readonly (readonly ReaderState[] | Error)[], end: AbortController) {
  let at = 0;
  let opened = 0;
  let closed = 0;
  const library: PcscLibrary = {
    openContext(): PcscContext {
      opened += 1;
      return {
        listReaders() {
          const step = steps[at];
          at += 1;
          if (at >= steps.length) end.abort();
          if (step instanceof Error) throw step;
          return step ?? [];
        },
        waitForChange: () => Promise.resolve([]),
        close() {
          closed += 1;
        },
      };
    },
  };
  return { library, counts: () => ({ opened, closed }) };
}

async function told(steps: readonly (readonly ReaderState[] | Error)[]) {
  const end = new AbortController();
  const pictures: PcscPicture[] = [];
  const { library, counts } = scripted(steps, end);
  await watchReaders(library, (picture) => pictures.push(picture), { signal: end.signal, pauses: [1] });
  return { pictures, counts: counts() };
}

const state = (flags: number, counter = 0): ReaderState[] => [
  { name: 'R', state: flags | (counter << 16), atr: (flags & present) === 0 ? null : atr },
];

describe('the PC/SC listener', () => {
  it('tells the whole picture at the start and at each change, and nothing in between', async () => {
    const { pictures } = await told([
      state(empty),
      state(empty),
      state(present),
      state(present),
      state(empty),
    ]);
    expect(pictures.map(({ readers }) => readers)).toEqual([
      [{ name: 'R', card: 'none', events: 0 }],
      [{ name: 'R', card: 'present', events: 1, atr: '3b00' }],
      [{ name: 'R', card: 'none', events: 2 }],
    ]);
  });

  it('sees a card that was swapped between two looks by the counter of the service', async () => {
    const { pictures } = await told([state(present, 1), state(present, 3)]);
    expect(pictures.map(({ readers: [reader] }) => reader?.events)).toEqual([1, 3]);
  });

  it('tells of a card that does not answer, of a reader that is plugged in later, and of one unplugged', async () => {
    const { pictures } = await told([[], state(present | 0x200), []]);
    expect(pictures.map(({ readers }) => readers.map(({ card }) => card))).toEqual([[], ['mute'], []]);
  });

  it('says that the service has stopped and why, lets go of it, and goes on when it is back', async () => {
    const { pictures, counts } = await told([
      state(present),
      new Error('PC/SC service not running'),
      new Error('PC/SC service not running'),
      state(present),
    ]);
    expect(pictures.map(({ service, reason }) => [service, reason])).toEqual([
      ['running', undefined],
      ['stopped', 'SCARD_E_NO_SERVICE'],
      ['running', undefined],
    ]);
    // Nobody has seen the card meanwhile: it may be another one.
    expect(pictures[2]?.readers[0]?.events).toBeGreaterThan(pictures[0]?.readers[0]?.events ?? 0);
    expect(counts.closed).toBe(counts.opened);
  });
});

/** A PC/SC that says what a test wants: no reader, no service and no library are needed. */
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PcscPicture } from '#shared/contract/pcsc-host.ts';

export interface ToldPcsc {
  /** For `pcscEntry` and `env` of a token service. */
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  /** A picture; or the listener dies, or says what cannot be understood. */
  say(what: PcscPicture | 'die' | 'nonsense'): void;
  /** Readers with or without a card; `events` counts by itself. */
  readers(cards: Readonly<Record<string, string | null>>): void;
  remove(): void;
}

export function toldPcsc(): ToldPcsc {
  const folder = mkdtempSync(join(tmpdir(), 'dvctt-told-pcsc-'));
  const file = join(folder, 'picture');
  const events = new Map<string, { card: string | null; events: number }>();
  const say: ToldPcsc['say'] = (what) => {
    writeFileSync(`${file}.new`, typeof what === 'string' ? what : JSON.stringify(what));
    renameSync(`${file}.new`, file);
  };
  const readers: ToldPcsc['readers'] = (cards) => {
    say({
      service: 'running',
      readers: Object.entries(cards).map(([name, atr]) => {
        const before = events.get(name) ?? { card: null, events: 0 };
        const now = { card: atr, events: before.events + (before.card === atr ? 0 : 1) };
        events.set(name, now);
        const card = atr === null ? ('none' as const) : ('present' as const);
        return { name, card, events: now.events, ...(atr === null ? {} : { atr }) };
      }),
    });
  };
  readers({});
  return {
    entry: fileURLToPath(new URL('./told-pcsc-main.ts', import.meta.url)),
    env: { DVCTT_TOLD_PCSC: file },
    say,
    readers,
    remove: () => rmSync(folder, { recursive: true }),
  };
}

import { describe, expect, it } from 'vitest';
import type { ReaderView, TokenList, TokenView } from '#shared/contract/tokens.ts';
import { tokenEvents } from './token-events.ts';

function token(serial: string, more: Partial<TokenView> = {}): TokenView {
  return {
    serial,
    label: 'KTT',
    manufacturer: '',
    model: '',
    reader: 'R',
    slotId: '0',
    modulePath: '/m.so',
    pinState: 'ok',
    pukState: 'ok',
    pinPad: false,
    minPinLength: 4,
    maxPinLength: 8,
    ...more,
  };
}

function list(tokens: readonly TokenView[], more: Partial<TokenList> = {}): TokenList {
  return { modules: [], tokens: [...tokens], readers: [], pcsc: 'watching', ...more };
}

const names = (before: TokenList, after: TokenList) => tokenEvents(before, after).map(({ event }) => event);
const reader = (state: ReaderView['state']): ReaderView => ({ name: 'R', state });

describe('one who watches on the command line', () => {
  it('reads of a token that was exchanged for another: out first, then in', () => {
    expect(names(list([token('A')]), list([token('B')]))).toEqual(['removed', 'inserted']);
    expect(names(list([token('A')]), list([token('A')]))).toEqual([]);
    expect(names(list([token('A')]), list([token('A', { reader: 'S' })]))).toEqual(['removed', 'inserted']);
  });

  it('reads how the state of a PIN changes', () => {
    expect(tokenEvents(list([token('A')]), list([token('A', { pinState: 'final-try' })]))).toMatchObject([
      { event: 'pin-state', from: 'ok', to: 'final-try' },
    ]);
  });

  it('does not read of a removal only because the module is being asked', () => {
    const nothing = { description: '', manufacturer: '', version: '', readers: [] };
    const asking = list([], { modules: [{ path: '/m.so', ...nothing, state: 'asking' }] });
    expect(names(list([token('A')]), asking)).toEqual([]);
  });

  it('reads of cards that nobody can read, of readers, and of the service', () => {
    const none = list([]);
    const empty = list([], { readers: [reader('empty')] });
    const unread = list([], { readers: [reader('unread')] });
    expect(names(none, empty)).toEqual(['reader-added']);
    expect(names(empty, unread)).toEqual(['card-unread']);
    expect(names(empty, list([], { readers: [reader('mute')] }))).toEqual(['card-mute']);
    expect(names(unread, empty)).toEqual(['card-gone']);
    expect(names(empty, none)).toEqual(['reader-removed']);
    expect(names(none, list([], { pcsc: 'no-service' }))).toEqual(['pcsc']);
  });
});

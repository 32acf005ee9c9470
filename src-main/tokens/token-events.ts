import type { PcscState, PinState, ReaderView, TokenList, TokenView } from '#shared/contract/tokens.ts';

/** What a person at the machine has done, or what the machine has, between two lists of tokens. */
export type TokenEvent =
  | { readonly event: 'inserted' | 'removed'; readonly token: TokenView }
  | {
      readonly event: 'pin-state';
      readonly token: TokenView;
      readonly from: PinState;
      readonly to: PinState;
    }
  /** A card that no module shows as a token, or that does not answer at all. */
  | { readonly event: 'card-unread' | 'card-mute' | 'card-gone'; readonly reader: ReaderView }
  | { readonly event: 'reader-added' | 'reader-removed'; readonly reader: ReaderView }
  | { readonly event: 'pcsc'; readonly from: PcscState; readonly to: PcscState };

/** Events between two lists, removals first: a token that was moved is out before it is in. */
export function tokenEvents(before: TokenList, after: TokenList): readonly TokenEvent[] {
  const earlier = new Map(before.tokens.map((token) => [keyOf(token), token]));
  const later = new Map(after.tokens.map((token) => [keyOf(token), token]));
  // A module that is being asked shows nothing yet; its tokens have not gone for that.
  const asking = new Set(after.modules.flatMap(({ path, state }) => (state === 'asking' ? [path] : [])));
  const removed = before.tokens.filter((token) => !later.has(keyOf(token)) && !asking.has(token.modulePath));
  return [
    ...(before.pcsc === after.pcsc ? [] : [{ event: 'pcsc' as const, from: before.pcsc, to: after.pcsc }]),
    ...removed.map((token) => ({ event: 'removed' as const, token })),
    ...readerEvents(before.readers, after.readers),
    ...after.tokens.flatMap((token): TokenEvent[] => {
      const known = earlier.get(keyOf(token));
      if (known === undefined) return [{ event: 'inserted', token }];
      if (known.pinState === token.pinState) return [];
      return [{ event: 'pin-state', token, from: known.pinState, to: token.pinState }];
    }),
  ];
}

function keyOf({ serial, label, reader }: TokenView): string {
  return `${serial}\n${label}\n${reader}`;
}

function readerEvents(before: readonly ReaderView[], after: readonly ReaderView[]): TokenEvent[] {
  const find = (readers: readonly ReaderView[], name: string) =>
    readers.find((reader) => reader.name === name);
  const gone = before.filter(({ name }) => find(after, name) === undefined);
  return [
    ...gone.map((reader) => ({ event: 'reader-removed' as const, reader })),
    ...after.flatMap((reader): TokenEvent[] => {
      const known = find(before, reader.name);
      const events: TokenEvent[] = known === undefined ? [{ event: 'reader-added', reader }] : [];
      if (known?.state === reader.state) return events;
      if (reader.state === 'unread') events.push({ event: 'card-unread', reader });
      if (reader.state === 'mute') events.push({ event: 'card-mute', reader });
      const wasStrange = known?.state === 'unread' || known?.state === 'mute';
      if (reader.state === 'empty' && wasStrange) events.push({ event: 'card-gone', reader: known });
      return events;
    }),
  ];
}

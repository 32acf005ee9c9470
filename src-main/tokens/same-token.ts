import type { PcscPicture } from '#shared/contract/pcsc-host.ts';
import type { ModuleView, TokenView } from '#shared/contract/tokens.ts';
import { isReader, readerOf } from './reader-names.ts';

/** A token as one module shows it. */
export interface SeenToken {
  readonly module: {
    readonly path: string;
    readonly origin: NonNullable<ModuleView['origin']>;
    readonly vendor: string | undefined;
  };
  readonly token: TokenView;
  /** SHA-256 of the certificates on it, where this module has read them. */
  readonly thumbprints: ReadonlySet<string> | undefined;
}

/**
 * Gathers what several modules show of the same token; within a module nothing is gathered. The first of each group is
 * the one to use it through: a module that shows its certificates, then one that a person has named or added, then the
 * driver that the card's ATR asks for (`vendorsFor`), then the order given.
 */
export function gatherTokens<S extends SeenToken>(
  seen: readonly S[],
  picture: PcscPicture | undefined,
  vendorsFor: (atr: string) => readonly string[],
): readonly (readonly S[])[] {
  const groups: S[][] = [];
  const inReader = (other: S) =>
    seen.filter(({ module, token }) => module === other.module && isReader(token.reader, other.token.reader))
      .length;
  for (const one of seen) {
    const group = groups.find(
      (members) =>
        members.every(({ module }) => module !== one.module) &&
        members.some((member) => areSame(member, one, picture, inReader)),
    );
    if (group === undefined) groups.push([one]);
    else group.push(one);
  }
  return groups.map((group) => group.toSorted((a, b) => rank(a, group) - rank(b, group)));

  function rank(one: S, group: readonly S[]): number {
    const readElsewhere = group.some(({ thumbprints }) => (thumbprints?.size ?? 0) > 0);
    const empty = readElsewhere && one.thumbprints?.size === 0 ? 10 : 0;
    if (one.module.origin === 'named') return empty;
    if (one.module.origin === 'added') return empty + 1;
    const atr = readerOf(one.token.reader, picture)?.atr;
    const { vendor } = one.module;
    return empty + (atr !== undefined && vendor !== undefined && vendorsFor(atr).includes(vendor) ? 2 : 3);
  }
}

function areSame<S extends SeenToken>(
  a: S,
  b: S,
  picture: PcscPicture | undefined,
  inReader: (one: S) => number,
): boolean {
  const readers = [readerOf(a.token.reader, picture), readerOf(b.token.reader, picture)];
  const [readerA, readerB] = readers;
  // PC/SC knows both places, and a card is in one place only.
  if (readerA !== undefined && readerB !== undefined && readerA !== readerB) return false;
  const sameReader = isReader(a.token.reader, b.token.reader);
  if (a.token.serial.toLowerCase() === b.token.serial.toLowerCase()) {
    return sameReader || a.token.label === b.token.label;
  }
  if (!sameReader) return false;
  if (intersect(a.thumbprints, b.thumbprints)) return true;
  // Modules disagree about what a serial number is; a reader of PC/SC holds one card all the same.
  return readerA !== undefined && inReader(a) === 1 && inReader(b) === 1;
}

function intersect(a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): boolean {
  return a !== undefined && b !== undefined && [...a].some((one) => b.has(one));
}

import type { PcscPicture } from '#shared/contract/pcsc-host.ts';

type Reader = PcscPicture['readers'][number];

export interface PictureChange {
  /** Names of readers from which a card has gone: pulled out, swapped, or taken along with its reader. */
  readonly left: readonly string[];
  /** Names of readers into which a card has come. */
  readonly came: readonly string[];
  /** Anything at all is different, the service itself included. */
  readonly changed: boolean;
}

/** What has happened between two pictures. A swap is both: out and in. */
export function pictureChange(
  before: PcscPicture | undefined,
  after: PcscPicture | undefined,
): PictureChange {
  const earlier = new Map((before?.readers ?? []).map((reader) => [reader.name, reader]));
  const later = new Map((after?.readers ?? []).map((reader) => [reader.name, reader]));
  const left = [...earlier.values()].filter(
    (reader) => hasCard(reader) && !same(reader, later.get(reader.name)),
  );
  const came = [...later.values()].filter(
    (reader) => hasCard(reader) && !same(reader, earlier.get(reader.name)),
  );
  return {
    // A service that has stopped says nothing of its cards: they may well be there when it comes back.
    left: after?.service === 'running' ? left.map(({ name }) => name) : [],
    came: came.map(({ name }) => name),
    changed: JSON.stringify(before) !== JSON.stringify(after),
  };
}

function hasCard({ card }: Reader): boolean {
  return card !== 'none';
}

function same(reader: Reader, other: Reader | undefined): boolean {
  return other !== undefined && hasCard(other) && reader.events === other.events && reader.atr === other.atr;
}

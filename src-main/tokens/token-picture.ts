import type { PcscPicture } from '#shared/contract/pcsc-host.ts';
import type { ModuleSurvey } from '#shared/contract/token-host.ts';
import type {
  ModuleView,
  NeededDriver,
  PcscState,
  ReaderView,
  TokenList,
  TokenView,
} from '#shared/contract/tokens.ts';
import type { ModuleAnswer } from './module-answer.ts';
import { isReader, readerOf } from './reader-names.ts';
import { gatherTokens, type SeenToken } from './same-token.ts';

/** One module's part of the picture. */
export interface ModulePart {
  readonly module: SeenToken['module'];
  /** Undefined while it is being asked. */
  readonly answer: ModuleAnswer<ModuleSurvey> | undefined;
  /** What is known meanwhile to be there still. */
  readonly standing: ModuleSurvey | undefined;
  readonly thumbprintsOf: (tokenSerial: string) => ReadonlySet<string> | undefined;
}

/** Which driver a card asks for, by its ATR. */
export interface CardDrivers {
  driverFor(atr: string): NeededDriver | undefined;
  vendorsFor(atr: string): readonly string[];
}

/** Puts together what the modules and PC/SC say. `picture` is undefined as long as PC/SC has said nothing. */
export function tokenList(
  parts: readonly ModulePart[],
  picture: PcscPicture | undefined,
  drivers: CardDrivers,
): TokenList {
  const seen = parts.flatMap((part) => seenThrough(part));
  return {
    modules: parts.map(moduleView),
    tokens: gatherTokens(seen, picture, (atr) => drivers.vendorsFor(atr)).flatMap((group) =>
      tokenView(group, picture),
    ),
    readers: (picture?.readers ?? []).map((reader) =>
      readerView(
        reader,
        seen.map(({ token }) => token),
        drivers,
      ),
    ),
    pcsc: pcscState(picture),
    ...(picture?.reason === undefined ? {} : { pcscReason: picture.reason }),
  };
}

/** The tokens that a module shows, or is known to show still while it is asked. */
export function seenThrough(part: ModulePart): readonly SeenToken[] {
  const { module, answer, standing, thumbprintsOf } = part;
  const survey = answer === undefined ? standing : answer.kind === 'answered' ? answer.value : undefined;
  return (survey?.tokens ?? []).map((token) => ({ module, token, thumbprints: thumbprintsOf(token.serial) }));
}

function tokenView(group: readonly SeenToken[], picture: PcscPicture | undefined): TokenView[] {
  const [first, ...others] = group;
  if (first === undefined) return [];
  const atr = readerOf(first.token.reader, picture)?.atr;
  return [
    {
      ...first.token,
      ...(others.length === 0 ? {} : { alsoThrough: others.map(({ module }) => module.path) }),
      ...(atr === undefined ? {} : { atr }),
    },
  ];
}

function moduleView({ module, answer, standing }: ModulePart): ModuleView {
  const { path, origin, vendor } = module;
  const known = { path, origin, ...(vendor === undefined ? {} : { vendor }) };
  const nothing = { description: '', manufacturer: '', version: '', readers: [] };
  if (answer === undefined) return { ...known, ...(standing?.module ?? nothing), state: 'asking' };
  const { milliseconds } = answer;
  return answer.kind === 'failed'
    ? { ...known, ...nothing, state: 'failed', failure: answer.failure, milliseconds }
    : { ...known, ...answer.value.module, state: 'ready', milliseconds };
}

function readerView(
  reader: PcscPicture['readers'][number],
  tokens: readonly TokenView[],
  drivers: CardDrivers,
): ReaderView {
  const { name, card, atr } = reader;
  if (card === 'none') return { name, state: 'empty' };
  const driver = atr === undefined ? undefined : drivers.driverFor(atr);
  const known = { name, ...(atr === undefined ? {} : { atr }), ...(driver === undefined ? {} : { driver }) };
  if (card === 'mute') return { ...known, state: 'mute' };
  return { ...known, state: tokens.some((token) => isReader(token.reader, name)) ? 'token' : 'unread' };
}

function pcscState(picture: PcscPicture | undefined): PcscState {
  if (picture?.service === 'running') return 'watching';
  return picture?.service === 'stopped' ? 'no-service' : 'polling';
}

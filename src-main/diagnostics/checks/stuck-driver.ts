import { basename } from 'node:path';
import type { ModuleView, ReaderView } from '#shared/contract/tokens.ts';
import { both, type Words } from '../words.ts';

/** The driver did not come back, or went down: what it would have said of a card is not known. */
export function isStuck({ state, failure }: ModuleView): boolean {
  if (state === 'asking') return true;
  return failure !== undefined && ['MODULE_TIMEOUT', 'MODULE_CRASHED'].includes(failure.code);
}

/** The module that may be why nobody reads this card: the one the card needs, else any that is stuck. */
export function blamedFor({ driver }: ReaderView, modules: readonly ModuleView[]): ModuleView | undefined {
  const files = new Set(driver?.files.map((file) => file.toLowerCase()));
  const needed = modules.filter(({ path }) => files.has(basename(path).toLowerCase()));
  // The very driver has answered, or is not there at all: another one that hangs has nothing to do with this card.
  const sure = driver !== undefined && driver.confidence !== 'inferred';
  if (sure && (!driver.installed || needed.some(({ state }) => state === 'ready'))) return undefined;
  return needed.find(isStuck) ?? needed.find(({ state }) => state === 'failed') ?? modules.find(isStuck);
}

/** What a driver has done instead of answering, in words that follow its name. */
export function howStuck({ state, failure }: ModuleView): Words {
  if (state === 'asking') return both('chưa trả lời', 'has not answered yet');
  if (failure?.code === 'MODULE_TIMEOUT') return both('bị treo', 'hangs');
  if (failure?.code === 'MODULE_CRASHED') return both('bị sập', 'crashed');
  return both('không dùng được', 'cannot be used');
}

import type { PcscPicture } from '#shared/contract/pcsc-host.ts';
import type { ModuleSurvey } from '#shared/contract/token-host.ts';
import { readerOf } from './reader-names.ts';

/**
 * The part of an older survey that must still be true: tokens in readers in which nothing has happened since. Of
 * readers that PC/SC does not know nothing is known, and they stand until their module answers.
 */
export function stillThere<S extends ModuleSurvey>(
  survey: S,
  then: PcscPicture | undefined,
  now: PcscPicture | undefined,
): S {
  const same = (slot: string) => {
    const before = readerOf(slot, then);
    const after = readerOf(slot, now);
    return before?.events === after?.events && before?.card === after?.card;
  };
  return {
    ...survey,
    module: { ...survey.module, readers: survey.module.readers.filter(({ name }) => same(name)) },
    tokens: survey.tokens.filter(({ reader }) => same(reader)),
  };
}

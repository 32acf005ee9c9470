import type { TokenList, TokenView } from '#shared/contract/tokens.ts';
import { isReader } from '../tokens/reader-names.ts';

/**
 * Whether a list says for sure that the token of an open prompt is gone: its reader is empty, or its own module has
 * answered and shows it no more. A module that fails, or has not answered yet, says nothing.
 */
export function promptedTokenHasLeft(token: TokenView, { tokens, readers, modules }: TokenList): boolean {
  const shown = tokens.some(
    ({ serial, reader, modulePath, alsoThrough = [] }) =>
      serial === token.serial ||
      // Another module is named for it, and modules disagree about serials.
      (reader === token.reader && modulePath !== token.modulePath && alsoThrough.includes(token.modulePath)),
  );
  if (shown) return false;
  if (readers.some(({ name, state }) => state === 'empty' && isReader(token.reader, name))) return true;
  return modules.some(({ path, state }) => path === token.modulePath && state === 'ready');
}

import { DvcttError } from '#shared/contract/errors.ts';
import type { TokenService } from '../../tokens/token-service.ts';

/**
 * The serial of the token that is meant: the one named, or the only one plugged in. A named one need not be looked for
 * here. @throws TOKEN_NOT_FOUND, TOKEN_AMBIGUOUS, or what kept a module from showing its tokens
 */
export async function chooseToken(tokens: TokenService, named: string | undefined): Promise<string> {
  if (named !== undefined) return named;
  const { tokens: plugged, modules } = await tokens.list();
  const [only, ...others] = plugged;
  if (only === undefined) {
    const failure = modules.find((module) => module.failure !== undefined)?.failure;
    throw failure === undefined
      ? new DvcttError('TOKEN_NOT_FOUND')
      : new DvcttError(failure.code, failure.details);
  }
  if (others.length > 0) {
    throw new DvcttError('TOKEN_AMBIGUOUS', {
      serials: plugged.map(({ serial, label }) => `${serial} (${label})`).join(', '),
    });
  }
  return only.serial;
}

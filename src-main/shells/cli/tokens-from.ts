import { modulesToUse } from '#native/catalogue/installed-modules.ts';
import { createTokenService } from '../../tokens/create-token-service.ts';
import type { TokenService } from '../../tokens/token-service.ts';
import { namedModules } from './settings.ts';

/** Runs a command with the tokens of this machine and ends their hosts afterwards, whatever happened. */
export async function withTokens<T>(
  options: { readonly module?: string[] | undefined },
  work: (tokens: TokenService) => Promise<T>,
): Promise<T> {
  const tokens = createTokenService({ modules: modulesToUse(namedModules(options.module)) });
  try {
    return await work(tokens);
  } finally {
    await tokens.close();
  }
}

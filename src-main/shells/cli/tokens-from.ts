import { installedModules } from '#native/catalogue/installed-modules.ts';
import { addedModulesIn } from '../../settings/added-modules.ts';
import { SettingsFile } from '../../settings/settings-file.ts';
import { createTokenService } from '../../tokens/create-token-service.ts';
import type { TokenService } from '../../tokens/token-service.ts';
import { dataFolder, namedModules } from './settings.ts';

/** Which modules a command works with, beside those of the catalogue: named ones, and those added in a data folder. */
export interface ModuleOptions {
  readonly module?: string[] | undefined;
  readonly data?: string | undefined;
}

/** Runs a command with the tokens of this machine and ends their hosts afterwards, whatever happened. */
export async function withTokens<T>(
  options: ModuleOptions,
  work: (tokens: TokenService) => Promise<T>,
): Promise<T> {
  const tokens = createTokenService({
    modules: namedModules(options.module),
    added: addedModulesIn(new SettingsFile(dataFolder(options.data))),
    installed: () => installedModules(),
  });
  try {
    return await work(tokens);
  } finally {
    await tokens.close();
  }
}

/** Entry of a core process that carries the tests' tiny core; a data folder `/refuse` stands for a store too new. */
import { serveCore } from '#main/core/process/serve.ts';
import { shellPort } from '#main/core/process/shell-port.ts';
import { DvcttError } from '#shared/contract/errors.ts';
import { coreOptionsSchema } from '#main/core/options.ts';
import { StoreKey } from '#main/store-key/store-key.ts';
import { TinyCore } from './tiny-core.ts';

serveCore(
  shellPort(),
  async (options) => {
    if (options.dataFolder === '/refuse')
      throw new DvcttError('DOSSIER_STATE', { reason: 'refused by the test' });
    const { storeKey, dataFolder } = coreOptionsSchema.parse(options);
    return new TinyCore(options, await StoreKey.open(storeKey, dataFolder));
  },
  (exitCode) => process.exit(exitCode),
);

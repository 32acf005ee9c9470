/** Entry of a core process that carries the tests' tiny core; a data folder `/refuse` stands for a store too new. */
import { serveCore } from '#main/core/process/serve.ts';
import { shellPort } from '#main/core/process/shell-port.ts';
import { DvcttError } from '#shared/contract/errors.ts';
import { TinyCore } from './tiny-core.ts';

serveCore(
  shellPort(),
  (options) =>
    options.dataFolder === '/refuse'
      ? Promise.reject(new DvcttError('DOSSIER_STATE', { reason: 'refused by the test' }))
      : Promise.resolve(new TinyCore(options)),
  (exitCode) => process.exit(exitCode),
);

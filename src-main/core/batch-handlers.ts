import { DvcttError } from '#shared/contract/errors.ts';
import type { CoreServices, Handlers } from './handlers.ts';

const notBuilt = (): never => {
  throw new DvcttError('UNEXPECTED');
};

export function makeBatchHandlers(
  _services: CoreServices,
): Pick<Handlers, Extract<keyof Handlers, `batch.${string}`>> {
  return {
    'batch.review': notBuilt,
    'batch.saw': notBuilt,
    'batch.differences': notBuilt,
    'batch.start': notBuilt,
    'batch.status': notBuilt,
    'batch.rows': notBuilt,
    'batch.cancel': notBuilt,
    'batch.resume': notBuilt,
    'batch.report': notBuilt,
  };
}

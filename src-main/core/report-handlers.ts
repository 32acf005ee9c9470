import { DvcttError } from '#shared/contract/errors.ts';
import type { CoreServices, Handlers } from './handlers.ts';

const notBuilt = (): never => {
  throw new DvcttError('UNEXPECTED');
};

export function makeReportHandlers(
  _services: CoreServices,
): Pick<Handlers, Extract<keyof Handlers, `reports.${string}`>> {
  return {
    'reports.run': notBuilt,
    'reports.export': notBuilt,
  };
}

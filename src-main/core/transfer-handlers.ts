import { DvcttError } from '#shared/contract/errors.ts';
import type { CoreServices, Handlers } from './handlers.ts';

const notBuilt = (): never => {
  throw new DvcttError('UNEXPECTED');
};

export function makeTransferHandlers(
  _services: CoreServices,
): Pick<Handlers, Extract<keyof Handlers, `import.${string}` | `export.${string}`>> {
  return {
    'import.read': notBuilt,
    'import.take': notBuilt,
    'import.discard': notBuilt,
    'import.report': notBuilt,
    'import.template': notBuilt,
    'export.vouchers': notBuilt,
  };
}

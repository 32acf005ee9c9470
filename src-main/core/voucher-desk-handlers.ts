import { DvcttError } from '#shared/contract/errors.ts';
import type { CoreServices, Handlers } from './handlers.ts';

const notBuilt = (): never => {
  throw new DvcttError('UNEXPECTED');
};

export function makeVoucherDeskHandlers(
  _services: CoreServices,
): Pick<
  Handlers,
  Extract<keyof Handlers, `payees.${string}` | `templates.${string}` | `vouchers.${string}`>
> {
  return {
    'payees.list': notBuilt,
    'payees.save': notBuilt,
    'payees.delete': notBuilt,
    'templates.list': notBuilt,
    'templates.save': notBuilt,
    'templates.delete': notBuilt,
    'templates.get': notBuilt,
    'vouchers.find': notBuilt,
    'vouchers.get': notBuilt,
    'vouchers.nextNumber': notBuilt,
  };
}

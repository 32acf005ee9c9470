import { DvcttError } from '#shared/contract/errors.ts';
import { nextNumber } from '#shared/domain/vouchers/next-number.ts';
import { requireAccountant } from '../dossiers/require-draft.ts';
import { findPayees, savePayee } from '../voucher-desk/payees.ts';
import { settled, worded } from '../voucher-desk/settled.ts';
import { listTemplates, saveTemplate, voucherOfTemplate } from '../voucher-desk/templates.ts';
import type { CoreServices, Handlers } from './handlers.ts';

/** Most rows of earlier vouchers when the window does not say. */
const page = 50;

/** Calls about payees, templates, earlier vouchers and numbers; all from this machine alone. */
export function makeVoucherDeskHandlers({
  session,
}: Pick<CoreServices, 'session'>): Pick<
  Handlers,
  Extract<keyof Handlers, `payees.${string}` | `templates.${string}` | `vouchers.${string}`>
> {
  const store = () => session.requireWorkspace().store;
  return {
    'payees.list': async ({ query, limit }) => {
      const { payees } = await settled(session.requireWorkspace());
      return { payees: [...findPayees(payees, query, limit)] };
    },
    'payees.save': async ({ id, payee }) => {
      const { payees } = await settled(requireAccountant(session));
      return savePayee(payees, id, payee);
    },
    'payees.delete': ({ id }) => {
      requireAccountant(session).store.payees.delete(id);
      return {};
    },
    'templates.list': () => ({ templates: listTemplates(store().templates) }),
    'templates.save': (given) => saveTemplate(requireAccountant(session).store.templates, given),
    'templates.delete': ({ id }) => {
      requireAccountant(session).store.templates.delete(id);
      return {};
    },
    'templates.get': ({ id }) => ({ voucher: voucherOfTemplate(store().templates, id) }),
    'vouchers.find': async ({ query = '', formId, limit = page }) => {
      const { vouchers } = await worded(session.requireWorkspace());
      return { vouchers: [...vouchers.find({ query, formId, limit })] };
    },
    'vouchers.get': ({ code, voucherId }) => {
      const voucher = store().vouchers.get(code, voucherId);
      if (voucher === undefined) throw new DvcttError('VOUCHER_NOT_FOUND', { code, voucherId });
      return { voucher };
    },
    'vouchers.nextNumber': async ({ formId, year }) => {
      const { vouchers } = await settled(session.requireWorkspace());
      const { last, all } = vouchers.numbers(formId, year);
      return { number: nextNumber(last ?? '', all, year) };
    },
  };
}

import { withoutAccents } from '../text/accents.ts';
import type { Voucher } from './voucher.ts';

type Payee = Voucher['payee'];

/**
 * One text for one account at one bank, however it was typed: `1020 1000-1234` and `102010001234`, `Vietinbank CN Hà Nội`
 * and `VietinBank - CN HÀ NỘI`. Empty where no account is named: then there is nobody to pay by it.
 */
export function payeeKey({ accountNumber, bank }: Pick<Payee, 'accountNumber' | 'bank'>): string {
  const account = bare(accountNumber);
  return account === '' ? '' : `${account}@${bare(bank)}`;
}

/** The same person or firm: by tax code where there is one, else by name. Empty for nobody. */
export function payeePerson({ name, taxCode }: Pick<Payee, 'name' | 'taxCode'>): string {
  const code = bare(taxCode);
  if (code !== '') return `#${code}`;
  return bare(name);
}

function bare(text: string): string {
  return withoutAccents(text).replace(/[^\p{L}\p{N}]/gu, '');
}

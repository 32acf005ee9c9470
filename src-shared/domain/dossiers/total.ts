import { sumDong, type Dong } from '../money/dong.ts';
import { isList, voucherTotal } from '../vouchers/total.ts';
import type { DossierContent } from './dossier.ts';

/** Sum of a dossier's vouchers, đồng; a list of beneficiaries shares out what a voucher pays, and adds nothing. */
export function contentTotal(content: DossierContent): Dong {
  return sumDong(content.vouchers.filter((voucher) => !isList(voucher)).map(voucherTotal));
}

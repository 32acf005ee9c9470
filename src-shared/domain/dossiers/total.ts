import { sumDong, type Dong } from '../money/dong.ts';
import { voucherTotal } from '../vouchers/total.ts';
import type { DossierContent } from './dossier.ts';

/** Sum of a dossier's vouchers, đồng. */
export function contentTotal(content: DossierContent): Dong {
  return sumDong(content.vouchers.map(voucherTotal));
}

import type { VoucherTemplate } from '#shared/contract/voucher-desk.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';

/** Vouchers to begin others from. */
export interface TemplateShelf {
  /** In no order. */
  list(): readonly VoucherTemplate[];
  get(id: string): Voucher | undefined;
  /** Over the template of that id, or as a new one. */
  save(id: string | undefined, name: string, voucher: Voucher): VoucherTemplate;
  delete(id: string): void;
}

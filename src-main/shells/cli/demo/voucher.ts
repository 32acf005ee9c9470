import type { Voucher } from '#shared/domain/vouchers/voucher.ts';

/** Fills the empty voucher that a new draft starts with: electricity and stationery of a lower secondary school. */
export function fillVoucher(voucher: Voucher): Voucher {
  const [first] = voucher.lines;
  if (first === undefined) return voucher;
  return {
    ...voucher,
    number: '0012',
    contract: { number: '05/2026/HĐ-VPP', date: voucher.date, amount: '1005000' },
    lines: [
      {
        ...first,
        description: 'Thanh toán tiền điện trường học kỳ 1 tháng 11/2026',
        invoiceNumber: '0004521',
        invoiceDate: voucher.date,
        ndkt: '6501',
        sector: '073',
        source: '13',
        amount: '755000',
      },
      {
        ...first,
        id: `${first.id}-2`,
        description: 'Mua văn phòng phẩm phục vụ chuyên môn',
        invoiceNumber: '0000318',
        invoiceDate: voucher.date,
        ndkt: '6551',
        sector: '073',
        source: '13',
        amount: '250000',
      },
    ],
    payee: {
      name: 'Công ty TNHH Văn phòng phẩm Hải Âu',
      taxCode: '0201234569',
      accountNumber: '0031000123456',
      bank: 'Ngân hàng TMCP Ngoại thương Việt Nam - CN Hải Phòng',
    },
  };
}

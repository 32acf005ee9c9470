/**
 * Books again, in slices after the program has started, the vouchers whose row may name somebody who does not get the
 * money: earlier builds wrote the payee's block also where the form or its method leaves that block out (cash, payments
 * into the budget, lists), and learned payees from it. Vouchers of mẫu 17 and 18 always pay their payee.
 */
export const migration0007 = {
  version: 7,
  name: 'receivers',
  sql: `
    -- No content has this digest, so the row gives way to a new one.
    UPDATE vouchers SET digest = x'' WHERE form NOT IN ('17', '18');
    UPDATE entries SET booked = 0 WHERE code IN (SELECT code FROM vouchers WHERE digest = x'');
  `,
} as const;

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { entityPath, parseContentPath } from './content-path.ts';

it.each([
  ['title', { list: undefined, field: 'title' }],
  ['vouchers', { list: 'vouchers' }],
  ['vouchers/v1', { list: 'vouchers', voucherId: 'v1' }],
  ['vouchers/v1/payee.name', { list: 'vouchers', voucherId: 'v1', field: 'payee.name' }],
  ['vouchers/v1/lines', { list: 'lines', voucherId: 'v1' }],
  ['vouchers/v1/lines/l1', { list: 'lines', voucherId: 'v1', lineId: 'l1' }],
  ['vouchers/v1/lines/l1/amount', { list: 'lines', voucherId: 'v1', lineId: 'l1', field: 'amount' }],
  ['attachments/a1', { list: 'attachments', attachmentId: 'a1' }],
  ['attachments/a1/name', { list: 'attachments', attachmentId: 'a1', field: 'name' }],
])('tells what %s names', (path, place) => {
  expect(parseContentPath(path)).toEqual(place);
});

it('finds an entity again by its path, whatever its id holds', () => {
  const id = fc.string({ unit: fc.constantFrom('a', '/', '~', '0', '1', '2'), minLength: 1 });
  fc.assert(
    fc.property(id, id, fc.integer({ min: 1, max: 3 }), (voucherId, lineId, occurrence) => {
      const voucher = entityPath('vouchers', { id: voucherId, occurrence, entity: undefined });
      expect(parseContentPath(voucher)).toEqual({ list: 'vouchers', voucherId });
      const line = entityPath(`${voucher}/lines`, { id: lineId, occurrence: 1, entity: undefined });
      expect(parseContentPath(`${line}/amount`)).toEqual({
        list: 'lines',
        voucherId,
        lineId,
        field: 'amount',
      });
    }),
  );
});

import { describe, expect, it } from 'vitest';
import type { DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { emptyVoucher } from '#shared/domain/vouchers/empty.ts';
import { makeI18n } from '../../i18n/i18n.ts';
import { contentPathOf, formPathOf } from './form-path.ts';
import { placeWords, shortPlace, valueWords } from './place-words.ts';

const unit = {
  code: '1001163',
  name: 'Trường THCS',
  address: '',
  chapter: '622',
  treasuryCode: '0061',
  treasuryName: 'KBNN',
  accounts: [],
  members: [],
};
const voucher = (id: string, number: string) => ({
  ...emptyVoucher(unit, { id, lineId: `${id}-line`, date: '2026-11-05' }),
  number,
});
const content: DossierContent = {
  title: 'Tiền điện',
  vouchers: [voucher('v1', '0012'), voucher('a/b', '')],
  attachments: [{ id: 'f', name: 'hóa đơn.pdf', mediaType: '', sha256: '0'.repeat(64), size: 10 }],
};
const wording = { t: makeI18n(null).t, language: 'vi', contents: [content] } as const;

describe('a place of the form', () => {
  it('is the same place on a colleague’s machine, whatever stands before it there', () => {
    const moved = { ...content, vouchers: content.vouchers.toReversed() };
    for (const [here, there] of [
      ['title', 'title'],
      ['vouchers.0.payee.name', 'vouchers.1.payee.name'],
      ['vouchers.1.lines.0.amount', 'vouchers.0.lines.0.amount'],
      ['vouchers.1', 'vouchers.0'],
      ['attachments', 'attachments'],
    ] as const)
      expect(formPathOf(moved, contentPathOf(content, here))).toBe(there);
  });

  it('is nowhere once its line was removed', () => {
    const path = contentPathOf(content, 'vouchers.0.lines.0.amount');
    expect(formPathOf({ ...content, vouchers: [] }, path)).toBeUndefined();
    expect(contentPathOf(content, 'vouchers.7.number')).toBe('');
  });

  it('is called by the words of the form', () => {
    expect(placeWords('vouchers/v1/lines/v1-line/amount', wording)).toEqual([
      'Chứng từ 0012',
      'dòng 1',
      'Số tiền (đồng)',
    ]);
    expect(placeWords('vouchers/a~1b/method', wording)).toEqual(['Chứng từ thứ 2', 'Hình thức thanh toán']);
    expect(placeWords('attachments/f', wording)).toEqual(['Tệp hóa đơn.pdf']);
    const one = { ...wording, contents: [{ ...content, vouchers: content.vouchers.slice(0, 1) }] };
    expect(shortPlace('vouchers/v1/lines/v1-line', one)).toBe('dòng 1');
    expect(shortPlace('vouchers/v1', one)).toBe('Chứng từ 0012');
  });

  it('holds values as the form prints them', () => {
    expect(valueWords('vouchers/v1/lines/l/amount', '7550000', wording)).toBe('7.550.000');
    expect(valueWords('vouchers/v1/date', '2026-11-05', wording)).toBe('05/11/2026');
    expect(valueWords('vouchers/v1/method', 'TIEN_MAT', wording)).toBe('Tiền mặt');
    expect(valueWords('title', '', wording)).toBe('(để trống)');
    expect(valueWords('attachments/f', undefined, wording)).toBe('(không có)');
    expect(valueWords('vouchers/v1', content.vouchers[0], wording)).toBe('1 dòng · 0 đồng');
  });
});

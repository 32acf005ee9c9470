import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountInWords } from './words.ts';
import { readAmountInWords, sameAmountInWords } from './words-reader.ts';

const rounds = Number(process.env['DVCTT_WORDS_ROUNDS'] ?? 20_000);

describe('the amount in words that a voucher prints', () => {
  it.each([
    ['0', 'Không đồng'],
    ['1', 'Một đồng'],
    ['4', 'Bốn đồng'],
    ['5', 'Năm đồng'],
    ['10', 'Mười đồng'],
    ['11', 'Mười một đồng'],
    ['14', 'Mười bốn đồng'],
    ['15', 'Mười lăm đồng'],
    ['20', 'Hai mươi đồng'],
    ['21', 'Hai mươi mốt đồng'],
    ['24', 'Hai mươi tư đồng'],
    ['25', 'Hai mươi lăm đồng'],
    ['100', 'Một trăm đồng'],
    ['104', 'Một trăm linh bốn đồng'],
    ['105', 'Một trăm linh năm đồng'],
    ['115', 'Một trăm mười lăm đồng'],
    ['991', 'Chín trăm chín mươi mốt đồng'],
    ['1000', 'Một nghìn đồng'],
    ['1001', 'Một nghìn không trăm linh một đồng'],
    ['21000', 'Hai mươi mốt nghìn đồng'],
    ['1005000', 'Một triệu không trăm linh năm nghìn đồng'],
    ['1000005', 'Một triệu không trăm linh năm đồng'],
    ['1234567', 'Một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy đồng'],
    ['1000000000', 'Một tỷ đồng'],
    ['1000000010', 'Một tỷ không trăm mười đồng'],
    ['105000000000', 'Một trăm linh năm tỷ đồng'],
    ['1500000000000', 'Một nghìn năm trăm tỷ đồng'],
    ['1000005000000000', 'Một triệu không trăm linh năm tỷ đồng'],
    ['1000000000000001', 'Một triệu tỷ không trăm linh một đồng'],
    [
      '999999999999999999',
      'Chín trăm chín mươi chín triệu chín trăm chín mươi chín nghìn chín trăm chín mươi chín tỷ ' +
        'chín trăm chín mươi chín triệu chín trăm chín mươi chín nghìn chín trăm chín mươi chín đồng',
    ],
  ])('writes %s as “%s”', (amount, words) => {
    expect(amountInWords(amount)).toBe(words);
    expect(readAmountInWords(words)).toBe(BigInt(amount));
  });

  // The reader knows the grammar and nothing of the writer; `npm run soak` asks it a million times.
  it(
    'is read back as the same amount, whatever the amount',
    () => {
      const amount = fc.oneof(
        fc.bigInt({ min: 0n, max: 999_999_999_999_999_999n }),
        fc.bigInt({ min: 0n, max: 9_999_999n }),
        // Many zero digits: the places where padding and scales go wrong.
        fc
          .array(fc.constantFrom('0', '0', '0', '0', '1', '4', '5'), { minLength: 1, maxLength: 18 })
          .map((all) => BigInt(all.join(''))),
        // Of every length alike: a draw from all amounts is nearly always of 18 digits.
        fc
          .tuple(fc.integer({ min: 1, max: 18 }), fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }))
          .map(([digits, value]) => value % 10n ** BigInt(digits)),
      );
      fc.assert(
        fc.property(amount, (value) => readAmountInWords(amountInWords(value.toString())) === value),
        { numRuns: rounds },
      );
    },
    rounds < 100_000 ? undefined : 600_000,
  );

  it('is read back for every amount below twenty thousand, and no two of them are written alike', () => {
    const written = new Set<string>();
    for (let value = 0; value < 20_000; value += 1) {
      const words = amountInWords(String(value));
      written.add(words);
      if (readAmountInWords(words) !== BigInt(value)) expect.fail(`${value}: ${words}`);
    }
    expect(written.size).toBe(20_000);
  });
});

describe('the reader of amounts in words', () => {
  it.each([
    ['một triệu không trăm lẻ năm ngàn đồng chẵn', 1_005_000n],
    ['  MỘT TRIỆU\u00a0KHÔNG TRĂM LINH NĂM NGHÌN ĐỒNG CHẴN./.', 1_005_000n],
    ['Một triệu, không trăm linh năm nghìn đồng.', 1_005_000n],
    ['một triệu linh năm nghìn đồng', 1_005_000n],
    ['một triệu hai mươi nghìn chẵn đồng', 1_020_000n],
    ['hai mươi bốn đồng Việt Nam', 24n],
    ['hai mươi tư', 24n],
    ['một trăm linh tư', 104n],
    ['mười tư', 14n],
    ['ba mươi một', 31n],
    ['hai mươi nhăm tỉ', 25_000_000_000n],
    ['bẩy đồng', 7n],
    ['không', 0n],
    ['hai mươi mốt đồng'.normalize('NFD'), 21n],
  ])('understands “%s”', (text, value) => {
    expect(readAmountInWords(text)).toBe(value);
  });

  it.each([
    '',
    'đồng',
    'chẵn',
    'một triệu năm',
    'một trăm năm',
    'hai mươi năm',
    'mười mốt',
    'một mươi',
    'linh năm',
    'không trăm linh năm',
    'một nghìn một triệu',
    'một nghìn hai trăm nghìn',
    'một tỷ tỷ',
    'một tỷ hai tỷ',
    'tỷ',
    'triệu',
    'một hai',
    'một triệu đồng hai',
    'âm một đồng',
    '1000 đồng',
    'mot trieu dong',
    'không tỷ',
    'một đồng đồng đồng',
  ])('refuses “%s” instead of guessing', (text) => {
    expect(readAmountInWords(text)).toBeUndefined();
  });

  it('never throws, and answers at once, whatever it is given', () => {
    const words = fc.array(
      fc.constantFrom(
        'một',
        'năm',
        'mươi',
        'mười',
        'trăm',
        'linh',
        'nghìn',
        'triệu',
        'tỷ',
        'không',
        'đồng',
        '\u202e',
      ),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          words.map((all) => all.join(' ')),
        ),
        (text) => {
          const value = readAmountInWords(text);
          return value === undefined || (value >= 0n && value < 10n ** 18n);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('sees two spellings of one amount as the same, and a changed digit as another', () => {
    expect(sameAmountInWords('Một trăm linh năm nghìn đồng', 'một trăm lẻ năm ngàn đồng chẵn')).toBe(true);
    expect(sameAmountInWords('Một trăm linh năm nghìn đồng', 'Một trăm năm mươi nghìn đồng')).toBe(false);
    expect(sameAmountInWords('không rõ', 'không rõ')).toBe(false);
  });
});

/** Random contents for property tests: few ids and few values, so that two of them have much to disagree about. */
import fc from 'fast-check';
import type { Attachment, DossierContent } from '#shared/domain/dossiers/dossier.ts';
import type { Voucher, VoucherLine } from '#shared/domain/vouchers/voucher.ts';
import { dongSchema } from '#shared/domain/money/dong.ts';
import { sampleContent, sampleLine, sampleVoucher } from './sample-dossier.ts';

const text = fc.constantFrom('', 'một', 'hai', 'ba');
const amount = fc.constantFrom(
  '' as const,
  ...['1', '2000', '12450000'].map((dong) => dongSchema.parse(dong)),
);
const listOf = <T extends { readonly id: string }>(entity: fc.Arbitrary<T>, repeatedIds: boolean) =>
  repeatedIds
    ? fc.array(entity, { maxLength: 6 })
    : fc.uniqueArray(entity, { maxLength: 5, selector: ({ id }) => id });

const anyId = fc.constantFrom('a', 'b', 'c', 'd', 'e/1', '~');

const anyLine: fc.Arbitrary<VoucherLine> = fc
  .record({ id: anyId, description: text, amount })
  .map((fields) => ({ ...sampleLine, ...fields }));

const anyVoucher = (repeatedIds: boolean): fc.Arbitrary<Voucher> =>
  fc
    .record({
      id: anyId,
      number: text,
      payee: fc.record({ name: text, bank: text }),
      lines: listOf(anyLine, repeatedIds),
    })
    .map(({ payee, ...fields }) => ({
      ...sampleVoucher,
      ...fields,
      payee: { ...sampleVoucher.payee, ...payee },
    }));

const anyAttachment: fc.Arbitrary<Attachment> = fc
  .record({ id: anyId, name: fc.constantFrom('x.pdf', 'y.pdf'), file: fc.constantFrom('a', 'b', 'c') })
  .map(({ id, name, file }) => ({
    id,
    name,
    mediaType: 'application/pdf',
    sha256: file.repeat(64),
    size: file.charCodeAt(0),
  }));

export const anyContent = ({ repeatedIds = false } = {}): fc.Arbitrary<DossierContent> =>
  fc
    .record({
      title: text,
      vouchers: listOf(anyVoucher(repeatedIds), repeatedIds),
      attachments: listOf(anyAttachment, repeatedIds),
    })
    .map((fields) => ({ ...sampleContent, ...fields }));

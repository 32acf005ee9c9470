import { useTranslation } from 'react-i18next';
import { readField, readLineField } from '#shared/domain/vouchers/field-value.ts';
import { formOf } from '#shared/domain/vouchers/forms/forms.ts';
import { fieldsOf, lineFieldPaths } from '#shared/domain/vouchers/used-fields.ts';
import { lineFields } from '#shared/domain/vouchers/fields.ts';
import {
  voucherLineSchema,
  voucherSchema,
  type Voucher,
  type VoucherLine,
} from '#shared/domain/vouchers/voucher.ts';
import { parseContentPath } from '#shared/domain/drafts/content-path.ts';
import { markDifferences } from '../draft/text-difference.ts';
import { valueWords, type Wording } from '../draft/place-words.ts';

/** One side of a conflict: the value as the form shows it, with the words marked that differ from before. */
export function ConflictValue({
  path,
  value,
  before,
  wording,
}: {
  readonly path: string;
  readonly value: unknown;
  readonly before: unknown;
  readonly wording: Wording;
}) {
  const { t } = useTranslation();
  if (value === undefined) return <span className="removed-side">{t('conflict.removedSide')}</span>;
  const { field } = parseContentPath(path);
  if (field === undefined && typeof value === 'object') {
    return (
      <>
        <span className="value">{valueWords(path, value, wording)}</span>
        <Fields path={path} value={value} wording={wording} />
      </>
    );
  }
  const text = valueWords(path, value, wording);
  if (before === undefined || value === before || value === '') return <span className="value">{text}</span>;
  return (
    <span className="value">
      {markDifferences(valueWords(path, before, wording), text).map((run, at) =>
        run.changed ? <mark key={at}>{run.text}</mark> : <span key={at}>{run.text}</span>,
      )}
    </span>
  );
}

/** What a whole line or voucher holds, so that nobody removes what they cannot see. */
function Fields({
  path,
  value,
  wording,
}: {
  readonly path: string;
  readonly value: unknown;
  readonly wording: Wording;
}) {
  const line = voucherLineSchema.safeParse(value).data;
  const voucher = line === undefined ? voucherSchema.safeParse(value).data : undefined;
  const facts = line === undefined ? (voucher === undefined ? [] : factsOf(voucher)) : lineFacts(line);
  const filled = facts.filter(({ text }) => text !== '');
  if (filled.length === 0) return null;
  return (
    <dl className="facts small">
      {filled.map(({ field, label, text }) => (
        <div key={field} style={{ display: 'contents' }}>
          <dt>{label[wording.language]}</dt>
          <dd>{valueWords(`${path}/${field}`, text, wording)}</dd>
        </div>
      ))}
    </dl>
  );
}

const factsOf = (voucher: Voucher) =>
  fieldsOf(formOf(voucher)).fields.map(({ path, label }) => ({
    field: path,
    label,
    text: readField(voucher, path),
  }));

/** A line alone does not say of which form it is: what it holds is shown by the usual names. */
const lineFacts = (line: VoucherLine) =>
  lineFieldPaths.map((path) => ({
    field: path,
    label: lineFields[path].label,
    text: readLineField(line, path),
  }));

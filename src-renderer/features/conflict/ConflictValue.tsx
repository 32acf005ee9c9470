import { useTranslation } from 'react-i18next';
import { lineFields, voucherFields } from '#shared/domain/vouchers/form-13-fields.ts';
import { voucherLineSchema, voucherSchema } from '#shared/domain/vouchers/voucher.ts';
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
  const facts =
    line === undefined
      ? voucher === undefined
        ? []
        : voucherFields.map((field) => ({ field, text: field.read(voucher) }))
      : lineFields.map((field) => ({ field, text: field.read(line) }));
  const filled = facts.filter(({ text }) => text !== '');
  if (filled.length === 0) return null;
  return (
    <dl className="facts small">
      {filled.map(({ field, text }) => (
        <div key={field.path} style={{ display: 'contents' }}>
          <dt>{field.label[wording.language]}</dt>
          <dd>{valueWords(`${path}/${field.path}`, text, wording)}</dd>
        </div>
      ))}
    </dl>
  );
}

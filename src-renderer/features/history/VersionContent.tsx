import { useTranslation } from 'react-i18next';
import type { DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { readField, readLineField } from '#shared/domain/vouchers/field-value.ts';
import { voucherFields } from '#shared/domain/vouchers/fields.ts';
import { formOf } from '#shared/domain/vouchers/forms/forms.ts';
import { voucherTotal } from '#shared/domain/vouchers/total.ts';
import { fieldsOf, type UsedColumn } from '#shared/domain/vouchers/used-fields.ts';
import type { Voucher, VoucherLine } from '#shared/domain/vouchers/voucher.ts';
import { showAmount } from '../../format/amount.ts';
import { showDate } from '../../format/date.ts';
import { formatSize } from '../../format/size.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { valueWords } from '../draft/place-words.ts';

/** The content of a version, to be read. */
export function VersionContent({ content }: { readonly content: DossierContent }) {
  const { t } = useTranslation();
  return (
    <div className="stack version-content">
      <p>
        <span className="quiet">{t('draft.title')}:</span>{' '}
        <b>{content.title === '' ? t('place.empty') : content.title}</b>
      </p>
      {content.vouchers.map((voucher, at) => (
        <details key={voucher.id} open={at === 0}>
          <summary>
            {voucher.number === ''
              ? t('place.voucherAt', { row: at + 1 })
              : t('place.voucher', { number: voucher.number })}{' '}
            · <span className="figures">{formatDong(voucherTotal(voucher))}</span> {t('app.dong')}
          </summary>
          <VoucherFacts voucher={voucher} />
        </details>
      ))}
      {content.attachments.length > 0 && (
        <div>
          <h3>{t('attachments.title')}</h3>
          <ul>
            {content.attachments.map((file) => (
              <li key={file.id}>
                {file.name} <span className="quiet small figures">{formatSize(file.size)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function VoucherFacts({ voucher }: { readonly voucher: Voucher }) {
  const { t, i18n } = useTranslation();
  const language = languageOf(i18n);
  const wording = { t, language, contents: [] };
  const form = formOf(voucher);
  const { fields, choices, columns } = fieldsOf(form);
  const facts = [
    ...fields.map(({ path, label }) => [path, label[language], readField(voucher, path)] as const),
    ...choices.map(
      ({ field }) => [field, voucherFields[field].label[language], readField(voucher, field)] as const,
    ),
  ].filter(([, , value]) => value !== '');
  return (
    <div className="stack" style={{ marginTop: 10 }}>
      <p className="quiet">{form.title[language]}</p>
      <dl className="facts">
        {facts.map(([path, label, value]) => (
          <div key={path} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>{valueWords(`vouchers/${voucher.id}/${path}`, value, wording)}</dd>
          </div>
        ))}
      </dl>
      <div className="table-scroll" tabIndex={0} role="group" aria-label={form.lines.title[language]}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">#</th>
              {columns.map((column) => (
                <th key={column.path} scope="col" className={columnClass(column)}>
                  {column.label[language]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {voucher.lines.map((line, row) => (
              <tr key={line.id}>
                <td className="figures">{row + 1}</td>
                {columns.map((column) => (
                  <td key={column.path} className={columnClass(column)}>
                    {shown(column, line)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function columnClass({ definition: { kind } }: UsedColumn): string | undefined {
  if (kind === 'amount') return 'figures amount';
  return kind === 'text' ? undefined : 'figures';
}

function shown({ path, definition: { kind } }: UsedColumn, line: VoucherLine): string {
  const value = readLineField(line, path);
  if (kind === 'amount') return showAmount(value);
  return kind === 'date' ? showDate(value) : value;
}

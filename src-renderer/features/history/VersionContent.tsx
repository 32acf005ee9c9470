import { useTranslation } from 'react-i18next';
import type { DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { voucherFields } from '#shared/domain/vouchers/form-13-fields.ts';
import { voucherTotal } from '#shared/domain/vouchers/total.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
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
  const facts = [
    ...voucherFields.map(({ path, label, read }) => [path, label[language], read(voucher)] as const),
    ...(['allocation', 'purpose', 'method'] as const).map(
      (path) => [path, t(`draft.${path}`), voucher[path]] as const,
    ),
  ].filter(([, , value]) => value !== '');
  return (
    <div className="stack" style={{ marginTop: 10 }}>
      <dl className="facts">
        {facts.map(([path, label, value]) => (
          <div key={path} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>{valueWords(`vouchers/${voucher.id}/${path}`, value, wording)}</dd>
          </div>
        ))}
      </dl>
      <div className="table-scroll" tabIndex={0} role="group" aria-label={t('draft.section.lines')}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">#</th>
              <th scope="col">{t('draft.line.description')}</th>
              <th scope="col">{t('draft.line.invoiceNumber')}</th>
              <th scope="col">{t('draft.line.invoiceDate')}</th>
              <th scope="col">{t('draft.line.ndkt')}</th>
              <th scope="col">{t('draft.line.chapter')}</th>
              <th scope="col">{t('draft.line.sector')}</th>
              <th scope="col">{t('draft.line.source')}</th>
              <th scope="col" className="amount">
                {t('draft.line.amount')}
              </th>
            </tr>
          </thead>
          <tbody>
            {voucher.lines.map((line, row) => (
              <tr key={line.id}>
                <td className="figures">{row + 1}</td>
                <td>{line.description}</td>
                <td>{line.invoiceNumber}</td>
                <td className="figures">{showDate(line.invoiceDate)}</td>
                <td className="figures">{line.ndkt}</td>
                <td className="figures">{line.chapter}</td>
                <td className="figures">{line.sector}</td>
                <td className="figures">{line.source}</td>
                <td className="figures amount">{showAmount(line.amount)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

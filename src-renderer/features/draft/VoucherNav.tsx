import { Button } from '@mantine/core';
import { IconFilePlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatDong } from '#shared/domain/money/dong.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { parseContentPath } from '#shared/domain/drafts/content-path.ts';
import { totalOf } from './line-sums.ts';
import type { Colleague } from './usePresence.ts';

/** The vouchers of the draft with their sums; a colleague's name stands at the one they work in. */
export function VoucherNav({
  vouchers,
  chosen,
  people,
  onChoose,
  onAdd,
}: {
  readonly vouchers: readonly Voucher[];
  /** Id of the voucher that is open. */
  readonly chosen: string | undefined;
  readonly people: readonly Colleague[];
  readonly onChoose: (id: string) => void;
  /** Absent when a dossier can hold no more. */
  readonly onAdd: (() => void) | undefined;
}) {
  const { t } = useTranslation();
  const there = (id: string) =>
    people
      .filter(({ path }) => parseContentPath(path).voucherId === id)
      .map(({ myself, name }) => (myself ? t('sharedDraft.myselfTag') : name));
  return (
    <nav className="sheet" aria-label={t('dossier.vouchers')} id="field-vouchers" tabIndex={-1}>
      <div className="list-head">
        <h2>
          {t('dossier.vouchers')} <span className="quiet figures">({vouchers.length})</span>
        </h2>
      </div>
      <div className="document-list">
        {vouchers.map((one, at) => (
          <button
            key={one.id}
            type="button"
            aria-current={one.id === chosen}
            onClick={() => onChoose(one.id)}
            className="voucher-entry"
          >
            <span className="name">
              {one.number === ''
                ? t('draft.voucher', { number: at + 1 })
                : t('draft.voucherNumbered', { number: one.number })}
            </span>
            <small className="quiet">{t('entry.formNumber', { number: one.formId })}</small>
            <b className="figures">{formatDong(totalOf(one.lines))}</b>
            {there(one.id).length > 0 && <small className="who">{there(one.id).join(', ')}</small>}
          </button>
        ))}
      </div>
      <div style={{ padding: 12 }}>
        <Button
          className="add-voucher"
          variant="default"
          size="sm"
          fullWidth
          leftSection={<IconFilePlus size={18} aria-hidden />}
          disabled={onAdd === undefined}
          onClick={onAdd}
        >
          {t('draft.addVoucher')} <kbd aria-hidden>Alt+V</kbd>
        </Button>
      </div>
    </nav>
  );
}

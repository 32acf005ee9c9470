import { Button } from '@mantine/core';
import { IconFilePlus } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ValidationIssue } from '#shared/contract/ipc.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { parseContentPath } from '#shared/domain/drafts/content-path.ts';
import { blockingByVoucher } from './issues.ts';
import { totalOf } from './line-sums.ts';
import type { Colleague } from './usePresence.ts';

/** The vouchers of the draft with their sums, and how much each still lacks; a colleague's name stands at theirs. */
export function VoucherNav({
  vouchers,
  chosen,
  issues,
  people,
  onChoose,
  onAdd,
}: {
  readonly vouchers: readonly Voucher[];
  readonly issues: readonly ValidationIssue[];
  /** Id of the voucher that is open. */
  readonly chosen: string | undefined;
  readonly people: readonly Colleague[];
  readonly onChoose: (id: string) => void;
  /** Absent when a dossier can hold no more. */
  readonly onAdd: (() => void) | undefined;
}) {
  const { t } = useTranslation();
  const blocking = blockingByVoucher(issues);
  const current = useRef<HTMLButtonElement>(null);
  // F8 and Alt+PageDown lead to vouchers that the list has scrolled past.
  useEffect(() => {
    const list = current.current?.parentElement;
    if (current.current === null || list === null || list === undefined) return;
    const { offsetTop, offsetHeight } = current.current;
    if (offsetTop < list.scrollTop) list.scrollTop = offsetTop;
    else if (offsetTop + offsetHeight > list.scrollTop + list.clientHeight)
      list.scrollTop = offsetTop + offsetHeight - list.clientHeight;
  }, [chosen]);
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
      <div className="document-list voucher-list">
        {vouchers.map((one, at) => (
          <button
            key={one.id}
            type="button"
            {...(one.id === chosen ? { ref: current } : {})}
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
            <Lacks count={blocking.get(at) ?? 0} />
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

function Lacks({ count }: { readonly count: number }) {
  const { t } = useTranslation();
  return count === 0 ? null : <small className="lacks">{t('draft.lacks', { count })}</small>;
}

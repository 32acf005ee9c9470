import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDong } from '#shared/domain/money/dong.ts';
import { amountInWords } from '#shared/domain/money/words.ts';
import { voucherTotal } from '#shared/domain/vouchers/total.ts';
import type { Voucher, VoucherLine } from '#shared/domain/vouchers/voucher.ts';
import { offerUndo } from '../../components/UndoNotice.tsx';
import { fieldId } from './issues.ts';
import { LineRow } from './LineRow.tsx';
import { insertedAt, moved, removedAt, replaced } from './lines.ts';
import { nextLine } from './new-voucher.ts';

/** The expenditure lines with their running total in figures and in words. */
export function LinesEditor({
  path,
  voucher,
  onLines,
}: {
  /** `vouchers.N`. */
  readonly path: string;
  readonly voucher: Voucher;
  readonly onLines: (change: (lines: readonly VoucherLine[]) => VoucherLine[]) => void;
}) {
  const { t } = useTranslation();
  /** Id of the field to focus once the new or moved row is there. */
  const focusNext = useRef<string>(undefined);
  const { lines } = voucher;
  useEffect(() => {
    if (focusNext.current === undefined) return;
    document.getElementById(focusNext.current)?.focus();
    focusNext.current = undefined;
  }, [lines]);
  const linePath = (index: number) => `${path}.lines.${index}`;

  const change = useCallback(
    (index: number, line: VoucherLine) => onLines((all) => replaced(all, index, line)),
    [onLines],
  );
  const move = (index: number, step: 1 | -1) => {
    focusNext.current = fieldId(`${linePath(index + step)}.description`);
    onLines((all) => moved(all, index, step));
  };
  const remove = (index: number) => {
    const line = lines[index];
    if (line === undefined) return;
    onLines((all) => removedAt(all, index));
    offerUndo(t('draft.line.removed', { row: index + 1 }), t('app.undo'), () =>
      onLines((all) => insertedAt(all, index, line)),
    );
  };
  const addAfter = (index: number) => {
    focusNext.current = fieldId(`${linePath(index + 1)}.description`);
    onLines((all) => insertedAt(all, index + 1, nextLine(all[index])));
  };
  const total = voucherTotal(voucher);
  return (
    <section className="form-section" id={fieldId(`${path}.lines`)} tabIndex={-1}>
      <div className="row">
        <h2 className="grow" style={{ margin: 0 }}>
          {t('draft.section.lines')} <span className="quiet figures">({lines.length})</span>
        </h2>
        <span className="quiet small">{t('draft.line.keys')}</span>
      </div>
      <div className="lines">
        {lines.length === 0 && <p className="quiet">{t('draft.line.none')}</p>}
        {lines.map((line, index) => (
          <LineRow
            key={line.id}
            path={linePath(index)}
            index={index}
            line={line}
            first={index === 0}
            last={index === lines.length - 1}
            onChange={change}
            onMove={move}
            onRemove={remove}
            onAdd={addAfter}
          />
        ))}
      </div>
      <Button
        variant="default"
        leftSection={<IconPlus size={18} aria-hidden />}
        onClick={() => addAfter(lines.length - 1)}
        style={{ alignSelf: 'flex-start' }}
      >
        {t('draft.line.add')}
      </Button>
      <div className="voucher-total" aria-live="polite">
        <span>{t('draft.total')}</span>
        <b className="figures">
          {formatDong(total)} {t('app.dong')}
        </b>
        <span>{t('draft.words')}</span>
        <i>{total.length > 18 ? '–' : amountInWords(total)}</i>
      </div>
    </section>
  );
}

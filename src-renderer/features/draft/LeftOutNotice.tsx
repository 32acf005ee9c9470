import { Button } from '@mantine/core';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { leftOutSections, withoutLeftOut } from '#shared/domain/vouchers/left-out.ts';
import type { Voucher } from '#shared/domain/vouchers/voucher.ts';
import { Notice } from '../../components/Notice.tsx';
import { languageOf } from '../../i18n/i18n.ts';
import { FormContext } from './form-context.ts';
import { fieldId } from './issues.ts';
import type { VoucherEdit } from './voucher-edit.ts';

/** A draft from elsewhere may fill in a section that its method leaves out: no field shows it, so it is cleared here. */
export function LeftOutNotice({
  path,
  voucher,
  edit,
}: {
  readonly path: string;
  readonly voucher: Voucher;
  readonly edit: VoucherEdit;
}) {
  const { t, i18n } = useTranslation();
  const { readOnly } = useContext(FormContext);
  return leftOutSections(voucher).map(({ id, title, fields }) => {
    const section = title[languageOf(i18n)];
    // The issue names the group, and leads to the button.
    const group = fields[0]?.field.split('.')[0] ?? '';
    return (
      <Notice key={id} tone="warn" heading={t('entry.leftOut', { section })}>
        {!readOnly && (
          <Button
            id={fieldId(`${path}.${group}`)}
            size="compact-md"
            variant="default"
            onClick={() => edit.voucher(withoutLeftOut)}
          >
            {t('entry.clearLeftOut', { section })}
          </Button>
        )}
      </Notice>
    );
  });
}

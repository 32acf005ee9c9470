import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, isRealDate } from '#shared/domain/calendar/vietnam-date.ts';
import { dongSchema, formatDong } from '#shared/domain/money/dong.ts';
import { withoutAccents } from '#shared/domain/text/accents.ts';
import { formOf } from '#shared/domain/vouchers/forms/forms.ts';
import type { FormId, Voucher } from '#shared/domain/vouchers/voucher.ts';
import { call } from '../../bridge/bridge.ts';
import { notifyFailure } from '../../components/notify.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { ChooserDialog, type Choice } from './ChooserDialog.tsx';
import { findForms, lastForms } from './form-choices.ts';
import { copiedVoucher, newVoucher } from './new-voucher.ts';
import { ownUnitQuery } from './own-unit.ts';
import { templateKeys } from './template-keys.ts';
import { useFormChoices } from './useFormChoices.ts';

/** “Thêm chứng từ”: an empty form, a template, or an earlier voucher as a beginning; one search finds all of them. */
export function AddVoucherDialog({
  before,
  open,
  onAdd,
  onClose,
}: {
  /** The last voucher of the dossier. */
  readonly before: Voucher | undefined;
  /** The one on the screen: a list of beneficiaries belongs to it. */
  readonly open: Voucher | undefined;
  readonly onAdd: (voucher: Voucher) => void;
  readonly onClose: () => void;
}) {
  const { t, i18n } = useTranslation();
  const language = languageOf(i18n);
  const client = useQueryClient();
  const [query, setQuery] = useState('');
  const [words] = useDebouncedValue(query.trim(), 150);
  const [last] = useState(() => lastForms());
  const { data: unit } = useQuery(ownUnitQuery);
  const templates = useQuery({
    queryKey: templateKeys.all,
    queryFn: () => call('templates.list', {}),
    retry: false,
  });
  const earlier = useQuery({
    queryKey: ['earlier-vouchers', words],
    queryFn: () => call('vouchers.find', { ...(words === '' ? {} : { query: words }), limit: 20 }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    retry: false,
  });
  // Until then the list is that of the words before: a quick Enter would copy another voucher.
  const earlierComing = words !== query.trim() || earlier.isPending || earlier.isPlaceholderData;
  const begin = (made: Promise<Voucher>) => {
    made.then(
      (voucher) => {
        onAdd(voucher);
        onClose();
      },
      (thrown: unknown) => notifyFailure(thrown, language),
    );
  };
  const beginCopy = (asked: Promise<{ readonly voucher: Voucher }>) =>
    begin(asked.then(({ voucher }) => copiedVoucher(voucher, new Date())));
  const listFor = open !== undefined && open.formId !== '20' ? open.number : '';
  const empty = async (formId: FormId) => {
    const known = unit ?? (await call('unit.get', {}));
    return newVoucher(formId, { before, unit: known, now: new Date() }, listFor);
  };
  const forms = useFormChoices(findForms(query, last), (formId) => begin(empty(formId)));
  const formName = (formId: FormId) => t('entry.formNumber', { number: formId });
  const plain = withoutAccents(query.trim());
  const kept = (templates.data?.templates ?? [])
    .filter(({ name }) => withoutAccents(name).includes(plain))
    .map((template): Choice => ({
      key: `template-${template.id}`,
      head: template.name,
      text: `${formName(template.formId)} · ${formOf(template).title[language]}`,
      choose: () => beginCopy(call('templates.get', { id: template.id })),
      remove: {
        label: t('entry.template.remove'),
        act: () => {
          call('templates.delete', { id: template.id }).then(
            () => client.invalidateQueries({ queryKey: templateKeys.all }),
            (thrown: unknown) => notifyFailure(thrown, language),
          );
        },
      },
    }));
  const copies = (earlier.data?.vouchers ?? []).map(
    ({ code, voucherId, formId, number, date, payee, description, total }): Choice => ({
      key: `earlier-${code}-${voucherId}`,
      head: `${formName(formId)}${number === '' ? '' : ` · ${t('entry.numbered', { number })}`}`,
      text: [
        isRealDate(date) ? formatDate(date) : '',
        payee,
        description,
        dongSchema.safeParse(total).success ? formatDong(total) : '',
      ]
        .filter((part) => part !== '')
        .join(' · '),
      choose: () => beginCopy(call('vouchers.get', { code, voucherId })),
    }),
  );
  return (
    <ChooserDialog
      title={t('draft.addVoucher')}
      hint={t('entry.choose.hint')}
      query={query}
      onQuery={setQuery}
      groups={[
        { title: t('entry.choose.forms'), choices: forms },
        { title: t('entry.choose.templates'), choices: kept, coming: templates.isPending },
        { title: t('entry.choose.earlier'), choices: copies, coming: earlierComing },
      ]}
      onClose={onClose}
    />
  );
}

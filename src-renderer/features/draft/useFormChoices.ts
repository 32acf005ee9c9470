import { useTranslation } from 'react-i18next';
import type { FormDescription } from '#shared/domain/vouchers/forms/description.ts';
import type { FormId } from '#shared/domain/vouchers/voucher.ts';
import { languageOf } from '../../i18n/i18n.ts';
import type { Choice } from './ChooserDialog.tsx';
import { rememberForm } from './form-choices.ts';

/** Forms as choices; the chosen one is offered first from then on. */
export function useFormChoices(
  found: readonly FormDescription[],
  choose: (formId: FormId) => void,
): readonly Choice[] {
  const { t, i18n } = useTranslation();
  return found.map((form) => ({
    key: `form-${form.id}`,
    head: t('entry.formNumber', { number: form.id }),
    text: [form.title[languageOf(i18n)], form.symbol].filter((part) => part !== '').join(' · '),
    choose: () => {
      rememberForm(form.id);
      choose(form.id);
    },
  }));
}

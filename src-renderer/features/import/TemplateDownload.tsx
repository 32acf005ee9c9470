import { Button, NativeSelect } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { forms } from '#shared/domain/vouchers/forms/forms.ts';
import { formIdSchema, type FormId } from '#shared/domain/vouchers/voucher.ts';
import { call } from '../../bridge/bridge.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { lastForms } from '../draft/form-choices.ts';
import { useSaveFile } from '../export/useSaveFile.ts';

/** An empty table with the columns of a form. */
export function TemplateDownload() {
  const { t, i18n } = useTranslation();
  const [formId, setFormId] = useState<FormId>(() => lastForms()[0] ?? '13');
  const save = useSaveFile();
  const fetchAs = (format: 'xlsx' | 'csv') => (
    <Button
      variant="default"
      leftSection={<IconDownload size={18} aria-hidden />}
      disabled={save.isPending}
      onClick={() => save.mutate(() => call('import.template', { formId, format }))}
    >
      {t('importing.templateGet', { format: format === 'csv' ? 'CSV' : 'Excel' })}
    </Button>
  );
  return (
    <section className="sheet padded stack" aria-labelledby="import-templates">
      <h2 id="import-templates">{t('importing.templates')}</h2>
      <p className="quiet">{t('importing.templatesHint')}</p>
      <div className="row import-template">
        <NativeSelect
          className="grow"
          label={t('importing.template')}
          value={formId}
          onChange={(event) => setFormId(formIdSchema.parse(event.currentTarget.value))}
          data={forms.map(({ id, symbol, title }) => ({
            value: id,
            label: `${t('importing.form', { form: id })} – ${symbol} – ${title[languageOf(i18n)]}`,
          }))}
        />
        {fetchAs('xlsx')}
        {fetchAs('csv')}
      </div>
    </section>
  );
}

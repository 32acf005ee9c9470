import { Button, Checkbox, TextInput } from '@mantine/core';
import { IconFolderPlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ImportPreview } from '#shared/contract/transfer.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { formatCount } from '../../format/count.ts';
import { chosenRows, planOf, readPerDossier, tickToFix } from './import-desk.ts';
import { useImportDesk } from './useImportDesk.ts';

/** How the ticked vouchers become dossiers, and what will come of it. */
export function TakeForm({ preview }: { readonly preview: ImportPreview }) {
  const { t } = useTranslation();
  const { desk, change, take, clear } = useImportDesk();
  const rows = chosenRows(desk);
  const perDossier = readPerDossier(desk.perDossier);
  const plan = perDossier === undefined ? undefined : planOf(rows, perDossier);
  const [first, ...others] = desk.files;
  const name = (first?.name ?? '').replace(/\.[^.]{1,5}$/, '');
  const suggested =
    others.length === 0
      ? t('importing.suggested', { name })
      : t('importing.suggestedMore', { name, count: others.length });
  const title = desk.title.trim() === '' ? suggested.slice(0, 300) : desk.title.trim();
  const make = useMutation({
    mutationFn: async () => {
      if (perDossier !== undefined) await take(title, perDossier);
    },
  });
  const ready = plan !== undefined && plan.vouchers > 0;
  return (
    <form
      className="sheet padded stack take-form"
      aria-labelledby="import-take"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !make.isPending) make.mutate();
      }}
    >
      <h2 id="import-take">{t('importing.take')}</h2>
      {preview.counts.toFix > 0 && (
        <Checkbox
          label={t('importing.withToFix', { count: preview.counts.toFix })}
          checked={desk.withToFix}
          onChange={(event) => change(tickToFix(desk, event.currentTarget.checked))}
        />
      )}
      <div className="take-fields">
        <TextInput
          label={t('importing.dossierTitle')}
          description={t('importing.dossierTitleHint')}
          placeholder={suggested}
          maxLength={280}
          value={desk.title}
          onChange={(event) => change({ title: event.currentTarget.value })}
        />
        <TextInput
          label={t('importing.perDossier')}
          description="1–1.000"
          inputMode="numeric"
          maxLength={5}
          error={perDossier === undefined ? t('importing.perDossierWrong') : undefined}
          value={desk.perDossier}
          onChange={(event) => change({ perDossier: event.currentTarget.value })}
        />
      </div>
      <p className="take-plan figures" role="status">
        {plan !== undefined &&
          (plan.vouchers === 0 ? (
            t('importing.planNone')
          ) : (
            <b>
              {t(plan.about ? 'importing.planAbout' : 'importing.plan', {
                vouchers: formatCount(plan.vouchers),
                dossiers: formatCount(plan.dossiers),
                total: formatDong(plan.total),
              })}
            </b>
          ))}
      </p>
      <p className="quiet small">{t('importing.planDrafts')}</p>
      {make.error !== null && <FailureNotice error={make.error} />}
      <div className="row">
        <Button
          type="submit"
          size="lg"
          leftSection={<IconFolderPlus size={22} aria-hidden />}
          loading={make.isPending}
          disabled={!ready}
        >
          {plan === undefined || plan.about || plan.vouchers === 0
            ? t('importing.makeAbout')
            : t('importing.make', { count: plan.dossiers })}
        </Button>
        <Button variant="default" onClick={clear} disabled={make.isPending}>
          {t('importing.discard')}
        </Button>
      </div>
    </form>
  );
}

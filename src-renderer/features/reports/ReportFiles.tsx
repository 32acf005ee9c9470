import { Button } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../bridge/bridge.ts';
import { notifyFailure } from '../../components/notify.ts';
import { openFile } from '../../document/file-bytes.ts';
import { printPdf } from '../../document/print-pdf.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { useSaveFile } from '../export/useSaveFile.ts';
import { reportFilter, type ReportView } from './report-view.ts';

const names = { xlsx: 'Excel', csv: 'CSV', pdf: 'PDF' } as const;

/** The report on paper or as a file. What is printed is the PDF, so that both say the same. */
export function ReportFiles({ view, disabled }: { readonly view: ReportView; readonly disabled: boolean }) {
  const { t, i18n } = useTranslation();
  const save = useSaveFile();
  const make = (format: 'xlsx' | 'csv' | 'pdf') => call('reports.export', { ...reportFilter(view), format });
  const paper = useMutation({
    mutationFn: async () => printPdf((await openFile(await make('pdf'))).bytes),
    onError: (thrown) => notifyFailure(thrown, languageOf(i18n)),
  });
  return (
    <div className="row">
      <Button
        variant="default"
        leftSection={<IconPrinter size={20} aria-hidden />}
        disabled={disabled}
        loading={paper.isPending}
        onClick={() => paper.mutate()}
      >
        {t('reports.print')}
      </Button>
      {(['xlsx', 'csv', 'pdf'] as const).map((format) => (
        <Button
          key={format}
          variant="default"
          leftSection={<IconDownload size={20} aria-hidden />}
          disabled={disabled || save.isPending}
          onClick={() => save.mutate(() => make(format))}
        >
          {t('reports.export', { format: names[format] })}
        </Button>
      ))}
    </div>
  );
}

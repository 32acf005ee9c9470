import { Button } from '@mantine/core';
import { IconDeviceFloppy, IconMail } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BundlePreview } from '#shared/contract/doctor.ts';
import { call } from '../../bridge/bridge.ts';
import { CopyButton } from '../../components/CopyButton.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { downloadFile } from '../../document/download.ts';
import { openFile } from '../../document/file-bytes.ts';
import { mailLink } from './mail-link.ts';

/** Saves exactly what was shown, and prepares the mail that carries it. */
export function BundleSending({ bundle }: { readonly bundle: BundlePreview }) {
  const { t } = useTranslation();
  const save = useMutation({
    mutationFn: async () => {
      const file = await openFile(await call('doctor.bundleFile', {}));
      downloadFile(file);
      return file.name;
    },
  });
  const { to, subject, body } = bundle.mail;
  return (
    <section className="sheet padded stack">
      <h2 style={{ margin: 0 }}>{t('support.step.send')}</h2>
      <div className="row">
        <Button
          leftSection={<IconDeviceFloppy size={20} aria-hidden />}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {t('support.save')}
        </Button>
        <Button
          component="a"
          variant="default"
          href={mailLink(bundle.mail, t('support.bodyCut'))}
          leftSection={<IconMail size={20} aria-hidden />}
        >
          {t('support.write')}
        </Button>
        <span className="quiet small grow">{t('support.writeHint')}</span>
      </div>
      {save.data !== undefined && (
        <Notice tone="good">
          <p>{t('support.saved', { name: save.data })}</p>
        </Notice>
      )}
      {save.error !== null && <FailureNotice error={save.error} />}
      <details>
        <summary>{t('support.noMail')}</summary>
        <dl className="facts support-mail">
          {(
            [
              ['mailTo', to],
              ['mailSubject', subject],
              ['mailBody', body],
            ] as const
          ).map(([name, text]) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{t(`support.${name}`)}</dt>
              <dd>
                <span className="support-mail-text">{text}</span>
                <CopyButton text={text} name={t(`support.${name}`)} />
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}

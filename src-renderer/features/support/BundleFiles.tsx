import { Tabs } from '@mantine/core';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { BundlePreview } from '#shared/contract/doctor.ts';
import { formatMinute } from '../../format/date.ts';
import { formatSize } from '../../format/size.ts';

/** Every file of the bundle, whole, as it would leave. */
export function BundleFiles({
  bundle,
  at,
  heading,
}: {
  readonly bundle: BundlePreview;
  readonly at: Date;
  readonly heading: RefObject<HTMLHeadingElement | null>;
}) {
  const { t } = useTranslation();
  const { files } = bundle;
  return (
    <section className="sheet padded">
      <h2 ref={heading} tabIndex={-1}>
        {t('support.step.preview')}
      </h2>
      <p className="quiet small figures">
        {t('support.madeAt', {
          name: bundle.name,
          count: files.length,
          size: formatSize(files.reduce((sum, { bytes }) => sum + bytes, 0)),
          at: formatMinute(at.toISOString()),
        })}
      </p>
      <Tabs defaultValue={files[0]?.name ?? ''} orientation="vertical" className="support-files">
        <Tabs.List aria-label={t('support.files')}>
          {files.map(({ name, bytes }) => (
            <Tabs.Tab key={name} value={name}>
              <span className="support-file">
                <span>{name}</span>
                <span className="quiet small figures">{formatSize(bytes)}</span>
              </span>
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {files.map(({ name, text }) => (
          <Tabs.Panel key={name} value={name}>
            <pre tabIndex={0} aria-label={t('support.fileText', { name })} role="region">
              {text === '' ? t('support.empty') : text}
            </pre>
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  );
}

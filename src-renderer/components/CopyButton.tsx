import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyWarning } from './notify.ts';

/** Puts a text on the clipboard and says that it did, or how to copy by hand. */
export function CopyButton({
  text,
  label,
  name,
  title,
}: {
  readonly text: string | (() => string);
  readonly label?: string;
  /** What is copied, for screen readers, where several buttons say the same. */
  readonly name?: string;
  readonly title?: string;
}) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 3000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text());
      setCopied(true);
    } catch {
      notifyWarning(t('app.notCopied'));
    }
  };
  const words = label ?? t('app.copy');
  return (
    <Button
      size="sm"
      variant="default"
      className="no-print"
      title={title}
      aria-label={name === undefined || copied ? undefined : `${words}: ${name}`}
      leftSection={copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
      onClick={() => void copy()}
    >
      <span aria-live="polite">{copied ? t('app.copied') : words}</span>
    </Button>
  );
}

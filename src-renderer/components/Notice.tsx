import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

export type Tone = 'info' | 'good' | 'warn' | 'bad';

const icons = { info: IconInfoCircle, good: IconCircleCheck, warn: IconAlertTriangle, bad: IconCircleX };

/** A boxed message: icon, heading and words, so that nothing depends on colour alone. */
export function Notice({
  tone,
  heading,
  children,
}: {
  readonly tone: Tone;
  readonly heading?: ReactNode;
  readonly children?: ReactNode;
}) {
  const Icon = icons[tone];
  return (
    <div className="notice" data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon size={22} aria-hidden />
      <div className="body">
        {heading !== undefined && <h3>{heading}</h3>}
        {children}
      </div>
    </div>
  );
}

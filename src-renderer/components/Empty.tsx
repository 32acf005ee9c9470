import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** What stands where a list would be: why it is empty and what to do. */
export function Empty({
  icon: IconOf,
  heading,
  hint,
  children,
}: {
  readonly icon: Icon;
  readonly heading: string;
  readonly hint: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className="empty">
      <IconOf size={44} stroke={1.3} aria-hidden />
      <h2>{heading}</h2>
      <p>{hint}</p>
      {children}
    </div>
  );
}

import { IconAlertTriangle, IconCloudCheck, IconCloudOff, IconLock, IconRefresh } from '@tabler/icons-react';
import type { SyncState } from '#shared/contract/sync/window.ts';
import type { LineTone } from './line-words.ts';

/** A shape for each state, so that nothing depends on colour. */
export function LineIcon({ tone, line }: { readonly tone: LineTone; readonly line: SyncState['line'] }) {
  const Icon =
    line === 'offline'
      ? IconCloudOff
      : line === 'sign-in'
        ? IconLock
        : tone === 'bad'
          ? IconAlertTriangle
          : tone === 'busy'
            ? IconRefresh
            : IconCloudCheck;
  return <Icon size={22} aria-hidden className="line-icon" />;
}

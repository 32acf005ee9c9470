import { useMutation } from '@tanstack/react-query';
import type { StoreKeyState } from '#shared/contract/sync/window.ts';
import { call } from '../../bridge/bridge.ts';

/** Chooses or enters the passphrase. A key that is still not open counts as a failure with its reason. */
export function useUnlocking(onState: (state: StoreKeyState) => void) {
  return useMutation({
    mutationFn: (passphrase: string) => call('store.unlock', { passphrase }),
    onSuccess: onState,
  });
}

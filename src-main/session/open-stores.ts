import { timingSafeEqual } from 'node:crypto';
import type { AccountStores } from '../account-store/account-store.ts';
import type { StoreKey } from '../store-key/store-key.ts';

/**
 * The stores of this machine under the key as it stands: the key may come late (a passphrase) and may be replaced (the
 * stores were set aside). The answer throws STORE_LOCKED, STORE_KEY_LOST … while there is none.
 */
export function storesUnder(
  key: Pick<StoreKey, 'masterKey'>,
  open: (masterKey: Uint8Array) => AccountStores,
): () => AccountStores {
  let opened: { readonly key: Uint8Array; readonly stores: AccountStores } | undefined;
  return () => {
    const masterKey = key.masterKey();
    if (opened === undefined || !timingSafeEqual(opened.key, masterKey))
      opened = { key: masterKey, stores: open(masterKey) };
    return opened.stores;
  };
}

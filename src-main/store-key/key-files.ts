/** Names in the data folder that belong to the key. */
export const keyFiles = {
  /** Which place holds the key. */
  place: 'key-place.json',
  /** The key, wrapped by a passphrase. */
  passphrase: 'store-key.json',
  /** The key, wrapped by Electron's safeStorage; and one for after the stores are set aside. */
  safe: 'store-key.safe',
  nextSafe: 'store-key.next.safe',
  /** The demo's key, in the clear: its folder holds nothing of value. */
  given: 'store-key.given',
} as const;

/** Folder of the stores in the data folder, one inside for each person. */
export const storesFolder = 'stores';

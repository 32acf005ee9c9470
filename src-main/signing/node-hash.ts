import type { HashName } from '#shared/signatures/algorithms.ts';

/** Names of the hashes in node:crypto. */
export const nodeHash: Readonly<Record<HashName, string>> = {
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/**
 * Signs digests the way a token does. RSA PKCS#1 v1.5 in process; for PSS and ECDSA on a ready digest Node has no call,
 * so `openssl pkeyutl` does it, which also keeps the tests' signer independent of the product.
 */
import { spawnSync } from 'node:child_process';
import { constants, privateEncrypt, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HashName, SignatureAlgorithm } from '#shared/signatures/algorithms.ts';

/** DER of DigestInfo up to the digest (RFC 8017 §9.2 note 1). */
const digestInfo: Readonly<Record<HashName, string>> = {
  'SHA-256': '3031300d060960864801650304020105000420',
  'SHA-384': '3041300d060960864801650304020205000430',
  'SHA-512': '3051300d060960864801650304020305000440',
};

export function signDigest(key: KeyObject, algorithm: SignatureAlgorithm, digest: Uint8Array): Uint8Array {
  switch (algorithm.scheme) {
    case 'rsa-pkcs1':
      return privateEncrypt(
        { key, padding: constants.RSA_PKCS1_PADDING },
        Buffer.concat([Buffer.from(digestInfo[algorithm.hash], 'hex'), digest]),
      );
    case 'rsa-pss':
      return pkeyutl(key, digest, [
        'rsa_padding_mode:pss',
        `digest:${algorithm.hash.replace('-', '').toLowerCase()}`,
        'rsa_pss_saltlen:digest',
      ]);
    case 'ecdsa': {
      const bits = { prime256v1: 256, secp384r1: 384, secp521r1: 521 }[
        key.asymmetricKeyDetails?.namedCurve ?? ''
      ];
      return toRaw(pkeyutl(key, digest, []), Math.ceil((bits ?? 256) / 8));
    }
  }
}

function pkeyutl(key: KeyObject, digest: Uint8Array, options: readonly string[]): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'dvctt-test-key-'));
  try {
    const file = join(folder, 'key.pem');
    writeFileSync(file, key.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    const args = ['pkeyutl', '-sign', '-inkey', file, ...options.flatMap((option) => ['-pkeyopt', option])];
    const run = spawnSync('openssl', args, { input: digest });
    if (run.status !== 0) throw new Error(run.stderr.toString());
    return run.stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** ECDSA-Sig-Value (SEQUENCE of two INTEGERs, short lengths but for P-521) to r‖s. */
function toRaw(der: Uint8Array, size: number): Uint8Array {
  let at = der[1] === 0x81 ? 3 : 2;
  const raw = Buffer.alloc(2 * size);
  for (const part of [1, 2]) {
    const length = der[at + 1] ?? 0;
    const number = Buffer.from(der.subarray(at + 2, at + 2 + length));
    const trimmed = number.subarray(Math.max(0, number.length - size));
    trimmed.copy(raw, part * size - trimmed.length);
    at += 2 + length;
  }
  return raw;
}

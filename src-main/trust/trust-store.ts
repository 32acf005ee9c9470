import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { X509Certificate } from 'node:crypto';

/** Certificates that this machine trusts, as DER. */
export interface TrustedCertificates {
  /** Self-signed roots: where a chain may end. */
  readonly anchors: readonly Uint8Array[];
  /** Issuing authorities, to complete a chain; they are no anchors. */
  readonly intermediates: readonly Uint8Array[];
}

/**
 * Reads every certificate in a folder (`*.pem`, `*.crt`, `*.cer`; PEM bundles or DER). An absent folder is an empty
 * one: then nothing can be valid, which is the safe side. Unreadable files are left out.
 */
export async function readTrust(folder: string): Promise<TrustedCertificates> {
  const anchors: Uint8Array[] = [];
  const intermediates: Uint8Array[] = [];
  for (const name of await names(folder)) {
    for (const certificate of certificatesIn(await readFile(join(folder, name)))) {
      const selfSigned = certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey);
      (selfSigned ? anchors : intermediates).push(new Uint8Array(certificate.raw));
    }
  }
  return { anchors, intermediates };
}

async function names(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => /\.(pem|crt|cer)$/i.test(name)).sort();
  } catch {
    return [];
  }
}

const pemBlock = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

function certificatesIn(file: Buffer): readonly X509Certificate[] {
  const blocks = file.toString('latin1').match(pemBlock) ?? [file];
  const found: X509Certificate[] = [];
  for (const block of blocks) {
    try {
      found.push(new X509Certificate(block));
    } catch {
      // A stray file in the folder must not make every verification fail.
    }
  }
  return found;
}

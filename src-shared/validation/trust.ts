import { parseCertificate, type Certificate } from './certificate.ts';

/** Against what signatures are judged. */
export interface Trust {
  readonly anchors: readonly Certificate[];
  /** Certificates that may complete a path but are not trusted by themselves. */
  readonly intermediates: readonly Certificate[];
  readonly now: Date;
}

/** Throws CERT_INVALID when one of the caller's own certificates cannot be read. */
export function makeTrust(
  anchors: readonly Uint8Array[],
  intermediates: readonly Uint8Array[],
  now: Date,
): Trust {
  return { anchors: anchors.map(parseCertificate), intermediates: intermediates.map(parseCertificate), now };
}

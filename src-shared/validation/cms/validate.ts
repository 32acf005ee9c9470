import { DerError } from '../../signatures/der/reader.ts';
import { equalBytes } from '../../signatures/equal.ts';
import { concludeSignature, indeterminate, invalid, unreadable } from '../conclusion.ts';
import type { SignatureReport } from '../report.ts';
import type { Trust } from '../trust.ts';
import { readSignedData, type SignedData } from './signed-data.ts';
import { judgeCmsSigner } from './signer.ts';

/** Validates every signer of a CAdES file over the content given, or over the content inside it. */
export async function validateCades(
  bytes: Uint8Array,
  content: Uint8Array | undefined,
  trust: Trust,
): Promise<SignatureReport[]> {
  let cms: SignedData;
  try {
    cms = readSignedData(bytes);
    if (cms.length !== bytes.length) throw new DerError('bytes after the end');
  } catch (thrown) {
    if (!(thrown instanceof DerError)) throw thrown;
    return [await concludeSignature(unreadable('CAdES', invalid('SIGNATURE_INVALID')), trust)];
  }
  const { attached } = cms;
  const signed = attached ?? content;
  const differs = attached !== undefined && content !== undefined && !equalBytes(attached, content);
  const reports: SignatureReport[] = [];
  for (const signer of cms.signers) {
    if (signed === undefined) {
      reports.push(await concludeSignature(unreadable('CAdES', indeterminate('CONTENT_MISSING')), trust));
      continue;
    }
    const found = await judgeCmsSigner(
      cms,
      signer,
      async (hash) => new Uint8Array(await crypto.subtle.digest(hash, signed.slice())),
    );
    const findings = {
      ...found,
      format: 'CAdES',
      // B-B asks for the signing time as well (EN 319 122-1 §6.3).
      level: found.bindsCertificate && found.claimedSigningTime !== undefined ? 'B-B' : 'none',
      coversWholeFile: true,
      problem: differs ? invalid('SIGNATURE_INVALID') : found.problem,
    } as const;
    reports.push(await concludeSignature(findings, trust));
  }
  return reports;
}

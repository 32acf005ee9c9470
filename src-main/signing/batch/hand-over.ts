/** Hands signed parcels to the server while the token works on. */
import { DvcttError } from '#shared/contract/errors.ts';
import type { ServerDossier } from '#shared/contract/http.ts';
import type { BackendClient } from '../../backend-client/backend-client.ts';
import { mutationId } from '../../backend-client/mutation-id.ts';
import { judgeRevision, type Judge } from '../document-to-sign.ts';
import type { BatchLine, BatchTask, MadeSignature, Parcel } from './batch-task.ts';
import { isLineLost } from './line-lost.ts';
import { sideBySide } from './side-by-side.ts';

/** Uploads of one parcel at a time. */
const uploads = 4;

/**
 * Judges a parcel's signatures with our own verifier and gives it to the server: all of it or none. Asking again after
 * a lost answer does it once.
 * @throws SIGNATURE_INVALID and the like for our own work, what the server says, BACKEND_UNREACHABLE
 */
export async function handOver(
  parcel: Parcel,
  backend: Pick<BackendClient, 'stageSigned' | 'commitSignatures'>,
  judge: Judge,
): Promise<ServerDossier> {
  const { code, version } = parcel.dossier.dossier;
  const signed = parcel.lines.flatMap((line) => line.tasks.map((task) => ({ line, ...madeOf(task) })));
  const commit = () =>
    backend.commitSignatures(code, {
      mutationId: mutationId('sign', code, version, ...signed.map(({ kept }) => kept.sha256)),
      version,
      documents: signed.map(({ base, kept }) => ({
        id: base.document.id,
        base: base.document.sha256,
        sha256: kept.sha256,
      })),
    });
  if (parcel.asked) {
    const taken = await unlessRefused(commit);
    if (taken !== undefined) return taken;
  }
  for (const { line, base, bytes } of signed) await judgeOwn(line, { base, bytes }, judge);
  await sideBySide(signed, uploads, async ({ base, bytes }) => {
    await backend.stageSigned(code, base.document.id, base.document.sha256, bytes);
  });
  parcel.asked = true;
  return commit();
}

/** The server may have taken it before and would refuse the uploads now; or it has not, and wants them anew. */
async function unlessRefused(commit: () => Promise<ServerDossier>): Promise<ServerDossier | undefined> {
  try {
    return await commit();
  } catch (cause) {
    if (!(cause instanceof DvcttError) || isLineLost(cause)) throw cause;
    return undefined;
  }
}

function madeOf({ made, document }: BatchTask): MadeSignature {
  if (made === undefined) throw new DvcttError('SIGNATURE_MISSING', { name: document.name });
  return made;
}

async function judgeOwn(
  line: BatchLine,
  { base, bytes }: Pick<MadeSignature, 'base' | 'bytes'>,
  judge: Judge,
): Promise<void> {
  const report = await judgeRevision(base, bytes, judge);
  const warnings = report.signatures.flatMap((signature) => signature.warnings);
  line.warnings = [...new Set([...line.warnings, ...warnings])];
  // The worst of a voucher's documents is what is said of it.
  if (line.indication === undefined || report.indication !== 'valid') line.indication = report.indication;
  if (report.indication === 'invalid')
    throw new DvcttError(report.reason ?? 'SIGNATURE_INVALID', { name: base.document.name });
}

/** Earlier versions of a dossier that were signed. The server alone keeps them: without a line there is nothing to show. */
import type { CallOutput } from '#shared/contract/ipc.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { couldNotAsk, inTime } from './in-time.ts';
import type { DossierServices } from './services.ts';

/** @throws DOSSIER_NOT_FOUND when it is not this person's to see; a draft that was never sent has no versions. */
export async function signedVersions(
  { backend, session }: DossierServices,
  code: DossierCode,
): Promise<CallOutput<'dossiers.versions'>> {
  session.requireWorkspace();
  try {
    return { versions: [...(await inTime(backend.signedVersions(code)))] };
  } catch (cause) {
    if (!couldNotAsk(cause)) throw cause;
    session.noticeFailure(cause);
    return { versions: [], offline: cause.toFailure() };
  }
}

/** @throws DOSSIER_NOT_FOUND; BACKEND_UNREACHABLE … when the server cannot be asked */
export function signedVersion(
  { backend, session }: DossierServices,
  code: DossierCode,
  version: number,
): Promise<CallOutput<'dossiers.version'>> {
  session.requireWorkspace();
  return backend.forwardedVersion(code, version);
}

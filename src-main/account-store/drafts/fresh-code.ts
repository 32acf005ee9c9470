import { makeDossierCode, savedAt } from '#shared/domain/dossiers/code.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';

/** The code of the first free second from an instant on, or of the first one after a code that is taken. */
export function freshCode(
  unitCode: string,
  from: Date | DossierCode,
  isTaken: (code: DossierCode) => boolean,
): DossierCode {
  const start = typeof from === 'string' ? savedAt(from).getTime() + 1000 : from.getTime();
  for (let second = 0; ; second += 1) {
    const code = makeDossierCode(unitCode, new Date(start + second * 1000));
    if (!isTaken(code)) return code;
  }
}

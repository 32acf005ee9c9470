import { dossierCodeSchema, type DossierCode } from './dossier.ts';

/** Builds a dossier code from the unit code and the local time (Vietnam, UTC+7) of the first save. */
export function makeDossierCode(unitCode: string, at: Date): DossierCode {
  const local = new Date(at.getTime() + 7 * 3_600_000).toISOString();
  const stamp = local.slice(2, 19).replace(/[-T:]/g, '');
  return dossierCodeSchema.parse(unitCode + stamp);
}

/** When the dossier was first saved, as its code says. */
export function savedAt(code: DossierCode): Date {
  const [year, month, day, hour, minute, second] = (code.slice(7).match(/../g) ?? []).map(Number);
  return new Date(Date.UTC(2000 + (year ?? 0), (month ?? 1) - 1, day, hour, minute, second) - 7 * 3_600_000);
}

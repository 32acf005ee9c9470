import { randomUUID } from 'node:crypto';
import { makeDossierCode, savedAt } from '#shared/domain/dossiers/code.ts';
import type { RegistrationCode } from '#shared/domain/registration/registration.ts';
import type { KeptRegistration, SaveRegistration } from '../account-store/account-store.ts';
import type { RegistrationShelves } from './shelves.ts';

/** What “Lưu” sends, with a mutation id of its own: asked again, the server does it once. */
export function requestOf(kept: KeptRegistration, baseVersion: number = kept.baseVersion): SaveRegistration {
  return {
    mutationId: randomUUID(),
    baseVersion,
    ...(kept.secret === undefined || kept.access !== 'author' ? {} : { secret: kept.secret }),
    ...(kept.copiedFrom === undefined ? {} : { copiedFrom: kept.copiedFrom }),
    content: kept.content,
  };
}

/** ĐVQHNS and the second of the save in Vietnam: that second, or the next that no dossier of this machine has. */
export function freeCode(shelves: RegistrationShelves, unitCode: string, at: Date): RegistrationCode {
  const taken = new Set(shelves.list().map(({ kept }) => kept.code));
  for (let second = at.getTime(); ; second += 1_000) {
    const code = makeDossierCode(unitCode, new Date(second));
    if (!taken.has(code)) return code;
  }
}

/** After CODE_TAKEN: a second later. */
export function nextCode(shelves: RegistrationShelves, code: RegistrationCode): RegistrationCode {
  return freeCode(shelves, code.slice(0, 7), new Date(savedAt(code).getTime() + 1_000));
}

import { randomBytes, randomUUID } from 'node:crypto';
import type { RegistrationCode, RegistrationContent } from '#shared/domain/registration/registration.ts';
import type { KeptRegistration } from '../account-store/account-store.ts';

type New = Omit<KeptRegistration, 'revision' | 'createdAt' | 'updatedAt'>;

/** A dossier that is begun on this machine; the server knows nothing of it yet. */
export function begun(given: {
  readonly content: RegistrationContent;
  readonly before?: RegistrationContent | undefined;
  readonly copiedFrom?: RegistrationCode | undefined;
}): New {
  return {
    id: randomUUID(),
    code: undefined,
    access: 'author',
    memberId: undefined,
    // A unit that has no account yet opens its dossier with this; for a change the session is needed anyway.
    secret: given.content.kind === 'first' ? randomBytes(32).toString('base64url') : undefined,
    content: given.content,
    before: given.before,
    copiedFrom: given.copiedFrom,
    baseVersion: 0,
    state: 'edited',
    request: undefined,
    failure: undefined,
    savedAt: undefined,
    server: undefined,
    asOf: undefined,
  };
}

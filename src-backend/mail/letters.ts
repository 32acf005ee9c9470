import type { Transaction } from 'kysely';
import type { Role } from '#shared/domain/people/roles.ts';
import type { Tables } from '../store/tables.ts';

interface Addressed {
  readonly to: string;
  /** Of the person or unit that is written to. */
  readonly name: string;
}

interface AboutDossier extends Addressed {
  readonly code: string;
  readonly kind: 'first' | 'change';
  readonly unitName: string;
}

/** Why somebody who was written to already gets another link: the dossier was changed, or the letter asked for again. */
export type Again = 'changed' | 'resent';

/** One letter for each event of `../shared/domain.md`; the texts are in `templates/`. */
export type Letter =
  /** A member is asked to confirm; `secret` opens the link. */
  | (AboutDossier & {
      readonly letter: 'member.confirm';
      readonly secret: string;
      readonly expiresAt: string;
      readonly again?: Again;
    })
  /** All have confirmed: CTK and UQ_CTK are asked to sign and send. */
  | (AboutDossier & {
      readonly letter: 'signer.sign';
      readonly secret: string;
      readonly expiresAt: string;
      readonly again?: Again;
    })
  /** To the unit. */
  | (AboutDossier & { readonly letter: 'unit.declined'; readonly member: string; readonly note: string })
  | (AboutDossier & { readonly letter: 'unit.sent'; readonly treasuryName: string })
  | (AboutDossier & {
      readonly letter: 'unit.rejected';
      readonly treasuryName: string;
      readonly reason: string;
    })
  | (AboutDossier & { readonly letter: 'unit.approved'; readonly treasuryName: string })
  /** To a member whose account is new. */
  | (AboutDossier & {
      readonly letter: 'member.account';
      readonly role: Role;
      readonly username: string;
      readonly password: string;
      readonly expiresAt: string;
    })
  /** To a member whose entry a change dossier has changed. */
  | (AboutDossier & { readonly letter: 'member.changed'; readonly username: string })
  /** At a new address of a member who is asked at the one that stands: without a link. */
  | (AboutDossier & { readonly letter: 'member.address' })
  /** To who loses access or title by a change, when it is sent and when it is approved. */
  | (AboutDossier & {
      readonly letter: 'member.leaving';
      readonly stage: 'sent' | 'approved';
      readonly role: Role;
      /** Undefined for who is no longer a member. */
      readonly newRole?: Role;
      readonly signer: string;
      readonly treasuryName: string;
    })
  /** The Treasury gives a member a new one-time password. */
  | (Addressed & {
      readonly letter: 'member.password';
      readonly username: string;
      readonly password: string;
      readonly expiresAt: string;
    });

/**
 * Puts letters into the outbox, in the transaction of the change that they tell of: they go out once it is committed,
 * and again until the mail server has taken them. Answers their ids, in order. `due` says of each when it may leave.
 */
export type QueueLetters = (
  change: Transaction<Tables>,
  letters: readonly Letter[],
  at: Date,
  due?: readonly Date[],
) => Promise<readonly string[]>;

import { normaliseUsername } from '#shared/domain/people/username.ts';
import { X509Certificate } from 'node:crypto';
import { DvcttError } from '#shared/contract/errors.ts';
import type { Role } from '#shared/domain/people/roles.ts';
import type { RegistrationContent } from '#shared/domain/registration/registration.ts';
import { appendAudit } from '../audit/audit.ts';
import type { Store } from '../store/open.ts';
import { hashPassword } from './password.ts';
import { writeFirstStanding, writeStandingCertificate } from './standing-registration.ts';

export interface NewUnit {
  readonly code: string;
  readonly name: string;
  readonly address: string;
  readonly chapter: string;
  readonly treasuryCode: string;
  readonly accounts: readonly {
    readonly number: string;
    readonly name: string;
    /** `yyyy-MM-dd`, from which day on nothing is paid from it. */
    readonly closedOn?: string;
  }[];
}

export interface NewPerson {
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  /** Left out for an officer. */
  readonly unitCode?: string;
  readonly treasuryCode: string;
  readonly identityNumber: string;
  readonly password: string;
  readonly email?: string;
}

/** What the Treasury keeps about offices, units and their members. In process only: no route leads here yet. */
export class Registry {
  readonly #store: Store;
  readonly #now: () => Date;

  constructor(store: Store, now: () => Date) {
    this.#store = store;
    this.#now = now;
  }

  async saveTreasury(code: string, name: string): Promise<void> {
    await this.#store
      .insertInto('treasuries')
      .values({ code, name })
      .onConflict((conflict) => conflict.column('code').doUpdateSet({ name }))
      .execute();
  }

  /** Adds or replaces a unit and its list of accounts. */
  async saveUnit(unit: NewUnit): Promise<void> {
    const { code, name, address, chapter, treasuryCode } = unit;
    const row = { code, name, address, chapter, treasury_code: treasuryCode };
    await this.#store.transaction().execute(async (change) => {
      await change
        .insertInto('units')
        .values(row)
        .onConflict((conflict) => conflict.column('code').doUpdateSet(row))
        .execute();
      await change.deleteFrom('unit_accounts').where('unit_code', '=', code).execute();
      for (const { number, name: accountName, closedOn = null } of unit.accounts) {
        await change
          .insertInto('unit_accounts')
          .values({ unit_code: code, number, name: accountName, closed_on: closedOn })
          .execute();
      }
    });
  }

  /**
   * Adds a member or officer, or gives an existing one a new password; their open sessions then end. Revoked access
   * stays revoked, and its sessions stay known, so that the machines behind them learn of it.
   */
  async savePerson(person: NewPerson): Promise<void> {
    const username = normaliseUsername(person.username);
    const row = {
      name: person.name,
      role: person.role,
      unit_code: person.unitCode ?? null,
      treasury_code: person.treasuryCode,
      identity_number: person.identityNumber,
      password_hash: await hashPassword(person.password),
      must_change_password: 0,
      password_expires_at: null,
      ...(person.email === undefined ? {} : { email: person.email }),
    };
    await this.#store.transaction().execute(async (change) => {
      await change
        .insertInto('people')
        .values({
          username,
          email: null,
          ...row,
          certificate_serial: null,
          certificate_thumbprint: null,
          revoked_at: null,
          wipe_secret: null,
        })
        .onConflict((conflict) => conflict.column('username').doUpdateSet(row))
        .execute();
      await change
        .deleteFrom('sessions')
        .where('username', 'in', (row) =>
          row
            .selectFrom('people')
            .select('people.username')
            .where('people.username', '=', username)
            .where('people.revoked_at', 'is', null),
        )
        .execute();
      await appendAudit(change, {
        at: this.#now(),
        actor: 'registry',
        action: 'person.saved',
        subject: username,
        details: { role: person.role, unit: person.unitCode ?? '' },
      });
    });
  }

  /** What a unit registered on paper, from before it had dossiers here; does nothing once anything stands. */
  async saveFirstStanding(content: RegistrationContent): Promise<void> {
    await this.#store.transaction().execute((change) => writeFirstStanding(change, content, this.#now()));
  }

  /** Whether some certificate is bound to the person with this user name. */
  async hasCertificate(username: string): Promise<boolean> {
    const row = await this.#store
      .selectFrom('people')
      .select('certificate_thumbprint')
      .where('username', '=', normaliseUsername(username))
      .executeTakeFirst();
    return (row?.certificate_thumbprint ?? null) !== null;
  }

  /**
   * Binds a certificate (DER) to a member; it replaces the one before.
   * @throws DvcttError CERT_INVALID when it cannot be read, REQUEST_INVALID when nobody has that user name.
   */
  async registerCertificate(typedUsername: string, certificate: Uint8Array): Promise<void> {
    const username = normaliseUsername(typedUsername);
    const { serial, thumbprint } = identify(certificate);
    await this.#store.transaction().execute(async (change) => {
      const changed = await change
        .updateTable('people')
        .set({ certificate_serial: serial, certificate_thumbprint: thumbprint })
        .where('username', '=', username)
        .executeTakeFirst();
      if (changed.numUpdatedRows === 0n) throw new DvcttError('REQUEST_INVALID', { username });
      await writeStandingCertificate(change, username, certificate);
      await appendAudit(change, {
        at: this.#now(),
        actor: 'registry',
        action: 'certificate.registered',
        subject: username,
        details: { serial, thumbprint },
      });
    });
  }
}

function identify(certificate: Uint8Array): { serial: string; thumbprint: string } {
  try {
    const read = new X509Certificate(certificate);
    return {
      serial: read.serialNumber.toUpperCase().replace(/^0+(?=.)/, ''),
      thumbprint: read.fingerprint256.replaceAll(':', '').toLowerCase(),
    };
  } catch (cause) {
    throw new DvcttError('CERT_INVALID', undefined, { cause });
  }
}

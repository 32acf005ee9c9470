/** What the Treasury enters by itself into the registration that a unit has standing. */
import type { Transaction } from 'kysely';
import {
  registrationContentSchema,
  type RegistrationContent,
} from '#shared/domain/registration/registration.ts';
import { readCertificate } from '#shared/validation/certificate.ts';
import type { Tables } from '../store/tables.ts';

/** Version 1, unless some version stands. */
export async function writeFirstStanding(
  change: Transaction<Tables>,
  content: RegistrationContent,
  at: Date,
): Promise<void> {
  await change
    .insertInto('standing_registrations')
    .values({
      unit_code: content.unit.unitCode,
      version: 1,
      code: null,
      content: JSON.stringify(content),
      approved_at: at.toISOString(),
    })
    .onConflict((conflict) => conflict.columns(['unit_code', 'version']).doNothing())
    .execute();
}

/** The certificate that was just bound to a person, shown beside the new one when they declare its renewal. */
export async function writeStandingCertificate(
  change: Transaction<Tables>,
  username: string,
  der: Uint8Array,
): Promise<void> {
  const row = await change
    .selectFrom('standing_registrations')
    .innerJoin('people', 'people.unit_code', 'standing_registrations.unit_code')
    .selectAll('standing_registrations')
    .where('people.username', '=', username)
    .orderBy('standing_registrations.version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return;
  const content = registrationContentSchema.parse(JSON.parse(row.content));
  const facts = await readCertificate(der);
  const certificate = {
    serial: facts.serial,
    thumbprint: facts.thumbprint,
    subject: facts.subject.slice(0, 1000),
    issuer: facts.issuer.slice(0, 1000),
    notBefore: facts.notBefore.toISOString(),
    notAfter: facts.notAfter.toISOString(),
    der: Buffer.from(der).toString('base64'),
  };
  const members = content.members.map((member) =>
    member.username === username ? { ...member, certificate } : member,
  );
  await change
    .updateTable('standing_registrations')
    .set({ content: JSON.stringify({ ...content, members }) })
    .where('unit_code', '=', row.unit_code)
    .where('version', '=', row.version)
    .execute();
}

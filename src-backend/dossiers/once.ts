import { createHash } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { DvcttError } from '#shared/contract/errors.ts';
import { serverDossierSchema, type ServerDossier } from '#shared/contract/http.ts';
import type { Person } from '../accounts/person.ts';
import type { Tables } from '../store/tables.ts';
import { findDossier } from './find.ts';
import type { Desk } from './desk.ts';
import { viewDossier } from './view.ts';

/** Stored in the place of an answer that is read from the dossier itself. */
const asItStands = '';

/** What makes two calls the same: who asks, under which id, for what. */
export interface Mutation {
  readonly person: Person;
  readonly action: string;
  readonly code: string;
  readonly body: { readonly mutationId: string };
}

/**
 * Makes a change once. The answer is stored in the change's own transaction, so a call repeated after a lost answer
 * gets the same one and changes nothing. Signatures come a few vouchers at a time, and the whole dossier stored with each
 * would grow with the square of their number: their repeated call gets the dossier as it stands by then. `prepare` does the slow checks before the transaction and returns the change,
 * which must check again whatever may have moved meanwhile.
 * @throws DvcttError REQUEST_INVALID when the id was used for something else.
 */
export async function once(
  desk: Desk,
  mutation: Mutation,
  prepare: () => Promise<(change: Transaction<Tables>) => Promise<ServerDossier>>,
): Promise<ServerDossier> {
  const earlier = await answerOf(desk.store, mutation);
  if (earlier !== undefined) return earlier;
  const apply = await prepare();
  const { answer, done } = await desk.store.transaction().execute(async (change) => {
    const meanwhile = await answerOf(change, mutation);
    if (meanwhile !== undefined) return { answer: meanwhile, done: false };
    const answer = await apply(change);
    await change
      .insertInto('mutations')
      .values({
        username: mutation.person.username,
        mutation_id: mutation.body.mutationId,
        request_sha256: digestOf(mutation),
        answer: mutation.action === 'signatures' ? asItStands : JSON.stringify(answer),
        at: desk.now().toISOString(),
      })
      .execute();
    return { answer, done: true };
  });
  if (done) await announce(desk, mutation.code);
  return answer;
}

/** Tells the unit's other machines that a dossier has changed. */
async function announce(desk: Desk, code: string): Promise<void> {
  const row = await findDossier(desk.store, code);
  if (row === undefined) return;
  desk.live.changed({ unitCode: row.unit_code, sequence: row.sequence, codes: [code], to: 'unit' });
}

async function answerOf(db: Kysely<Tables>, mutation: Mutation): Promise<ServerDossier | undefined> {
  const found = await db
    .selectFrom('mutations')
    .select(['request_sha256', 'answer'])
    .where('username', '=', mutation.person.username)
    .where('mutation_id', '=', mutation.body.mutationId)
    .executeTakeFirst();
  if (found === undefined) return undefined;
  if (found.request_sha256 !== digestOf(mutation)) {
    throw new DvcttError('REQUEST_INVALID', { what: 'mutationId used for another request' });
  }
  if (found.answer !== asItStands) return serverDossierSchema.parse(JSON.parse(found.answer));
  const row = await findDossier(db, mutation.code);
  if (row === undefined) throw new DvcttError('STORE_FAILED', { code: mutation.code, what: 'no dossier' });
  return viewDossier(db, row);
}

/** The body was parsed by its schema, so its keys stand in one order. */
function digestOf({ action, code, body }: Mutation): string {
  return createHash('sha256')
    .update(JSON.stringify([action, code, body]))
    .digest('hex');
}

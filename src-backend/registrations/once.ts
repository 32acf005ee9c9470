import { createHash } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { DvcttError } from '#shared/contract/errors.ts';
import { serverRegistrationSchema, type ServerRegistration } from '#shared/contract/registration/http.ts';
import type { Tables } from '../store/tables.ts';
import type { Asker } from './registrations.ts';
import type { RegistrationRoom } from './room.ts';
import { secretHash } from './secrets.ts';

/** What makes two calls the same: who asks, under which id, for what. */
export interface Mutation {
  readonly asker: Asker;
  readonly action: string;
  readonly code: string;
  readonly body: { readonly mutationId: string };
}

export type Apply = (change: Transaction<Tables>) => Promise<ServerRegistration>;

/**
 * Makes a change once. The answer is stored in the change's own transaction, so a call repeated after a lost answer
 * gets the same one, changes nothing and sends no second letter; also when the link that it came with is used by now.
 * @throws DvcttError REQUEST_INVALID when the id was used for something else
 */
export async function once(
  room: RegistrationRoom,
  mutation: Mutation,
  prepare: () => Promise<Apply>,
): Promise<ServerRegistration> {
  const earlier = await answerOf(room.store, mutation);
  if (earlier !== undefined) return earlier;
  const apply = await prepare();
  return room.store.transaction().execute(async (change) => {
    const answer = await apply(change);
    await change
      .insertInto('registration_mutations')
      .values({
        code: mutation.code,
        mutation_id: mutation.body.mutationId,
        request_sha256: digestOf(mutation),
        answer: JSON.stringify(answer),
        at: room.now().toISOString(),
      })
      .execute();
    return answer;
  });
}

async function answerOf(db: Kysely<Tables>, mutation: Mutation): Promise<ServerRegistration | undefined> {
  const found = await db
    .selectFrom('registration_mutations')
    .select(['request_sha256', 'answer'])
    .where('code', '=', mutation.code)
    .where('mutation_id', '=', mutation.body.mutationId)
    .executeTakeFirst();
  if (found === undefined) return undefined;
  if (found.request_sha256 !== digestOf(mutation)) {
    throw new DvcttError('REQUEST_INVALID', { what: 'mutationId used for another request' });
  }
  return serverRegistrationSchema.parse(JSON.parse(found.answer));
}

/** The body was parsed by its schema, so its keys stand in one order. */
function digestOf({ asker, action, code, body }: Mutation): string {
  const who =
    asker.kind === 'person' ? `person ${asker.person.username}` : `secret ${secretHash(asker.secret)}`;
  return createHash('sha256')
    .update(JSON.stringify([who, action, code, body]))
    .digest('hex');
}

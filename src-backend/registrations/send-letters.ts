import type { Transaction } from 'kysely';
import type { Letter } from '../mail/letters.ts';
import type { RegistrationRow, Tables } from '../store/tables.ts';
import { letterTimes } from './allowances.ts';
import type { RegistrationRoom } from './room.ts';

/**
 * Puts letters that people cause into the outbox. A mailbox that has had too many gets them later: a step that somebody
 * has taken is never refused for a letter. @returns their ids, in order
 */
export async function sendLetters(
  room: RegistrationRoom,
  change: Transaction<Tables>,
  row: Pick<RegistrationRow, 'kind'>,
  letters: readonly Letter[],
  at: Date,
): Promise<readonly string[]> {
  const times = await letterTimes(change, { stranger: row.kind === 'first', letters, at });
  return room.queueLetters(change, letters, at, times);
}

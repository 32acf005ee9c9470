import type { Transaction } from 'kysely';
import { firstSigners } from '#shared/domain/registration/stakes.ts';
import { registrationTransition } from '#shared/domain/registration/status.ts';
import type { RegistrationRow, Tables } from '../store/tables.ts';
import { sendLinks } from './asking.ts';
import { beforeOf } from './content.ts';
import { writeFrozen, type Frozen } from './documents.ts';
import { appendRegistrationLog } from './log.ts';
import type { RegistrationRoom } from './room.ts';

/**
 * The last member has confirmed: the documents stand as they were frozen, and the account holder and those authorised
 * are asked to sign.
 */
export async function complete(
  room: RegistrationRoom,
  change: Transaction<Tables>,
  row: RegistrationRow,
  frozen: Frozen,
): Promise<RegistrationRow> {
  const { content, at } = frozen;
  const moved = {
    status: registrationTransition(row.status, 'complete'),
    content: JSON.stringify(content),
    updated_at: at.toISOString(),
  };
  await change.updateTable('registrations').set(moved).where('code', '=', row.code).execute();
  const completed = { ...row, ...moved };
  await writeFrozen(change, completed, frozen);
  const signers = firstSigners(content, beforeOf(row));
  await sendLinks(room, change, completed, { purpose: 'signer', members: signers, at });
  await appendRegistrationLog(change, completed, {
    note: 'Tất cả thành viên đã xác nhận; chờ chủ tài khoản ký số và gửi hồ sơ',
    at,
    by: row.unit_name,
  });
  return completed;
}

import { formatDong } from '#shared/domain/money/dong.ts';
import type { BatchLine, BatchTask } from './batch-task.ts';
import { totalOf } from './entries.ts';

/**
 * What the phone says is signed: hashes, dossiers, đồng. Vietnamese, as the providers' apps are. Of several rounds each
 * tells the sum of all, for a round may end in the middle of a voucher.
 */
export function phoneTitle(
  tasks: readonly BatchTask[],
): (documents: number, round: number, rounds: number) => string {
  const lines = new Set<BatchLine>(tasks.map(({ row }) => row));
  const codes = new Set(tasks.map(({ key }) => key.code));
  const [only] = codes;
  const total = totalOf([...lines].map(({ entry }) => entry));
  const whose = codes.size === 1 && only !== undefined ? `hồ sơ ${only}` : `${codes.size} hồ sơ`;
  const paid = total === '0' ? '' : `, ${formatDong(total)} đồng`;
  return (documents, round, rounds) =>
    rounds === 1
      ? `Ký ${documents} tài liệu của ${whose}${paid}`
      : `Ký ${documents} tài liệu (lần ${round}/${rounds}) của ${whose}${paid === '' ? '' : `, tổng cộng${paid.slice(1)}`}`;
}

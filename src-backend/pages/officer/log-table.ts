import { vietnamMinute } from '#shared/domain/calendar/vietnam-date.ts';
import type { DossierStatus } from '#shared/domain/dossiers/dossier.ts';
import type { RegistrationStatus } from '#shared/domain/registration/registration.ts';
import { markup, type Html } from '../../html/html.ts';
import { table } from '../layout.ts';
import { statusBadge } from './queue.ts';

interface Row {
  readonly status: DossierStatus | RegistrationStatus;
  readonly note: string;
  readonly at: string;
  readonly by: string;
}

/** STT, Trạng thái, Ghi chú, Ngày cập nhật, and who; oldest first, as the Treasury numbers them. */
export function logTable(log: readonly Row[]): Html {
  return markup`<section class="sheet" aria-labelledby="nk"><h2 id="nk">Nhật ký hồ sơ</h2>${table(
    'Nhật ký, cũ nhất trước',
    ['STT', 'Trạng thái', 'Ghi chú', 'Ngày cập nhật', 'Người thực hiện'],
    log.map((row, index) => [
      String(index + 1),
      statusBadge(row.status),
      markup`<span class="long">${row.note}</span>`,
      markup`<span class="figures">${vietnamMinute(new Date(row.at))}</span>`,
      row.by,
    ]),
  )}</section>`;
}

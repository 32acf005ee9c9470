/** Which dossiers the list shows and in what order. */
import type { DossierStatus } from '#shared/domain/dossiers/dossier.ts';
import type { DossierSummary } from '#shared/contract/ipc.ts';
import { signingStepOf, type Role } from '#shared/domain/people/roles.ts';

export const sortColumns = [
  'code',
  'title',
  'voucherCount',
  'total',
  'status',
  'heldBy',
  'updatedAt',
] as const;
export type SortColumn = (typeof sortColumns)[number];
export interface Order {
  readonly column: SortColumn;
  readonly descending: boolean;
}

/** Vietnamese dictionary order (Đ after D, marks after letters), numbers inside text by value. */
const collator = new Intl.Collator('vi', { numeric: true });

/** Whether a dossier waits for this person; an authorised signer acts for the one who authorised. */
export function isMine(dossier: Pick<DossierSummary, 'heldBy'>, role: Role): boolean {
  if (dossier.heldBy === undefined) return false;
  return (signingStepOf(dossier.heldBy) ?? dossier.heldBy) === (signingStepOf(role) ?? role);
}

/** Letters without marks or case, so that “ho so” finds “Hồ sơ”. */
export function plainText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').toLowerCase();
}

/** Every word of the query must occur in the code, title, note or author. */
export function matchesQuery(dossier: DossierSummary, query: string): boolean {
  const text = plainText(`${dossier.code} ${dossier.title} ${dossier.note} ${dossier.createdBy}`);
  return plainText(query)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Sorts without changing the given array; equal rows stay newest first. */
export function ordered(
  dossiers: readonly DossierSummary[],
  order: Order,
  names: { readonly status: (status: DossierStatus) => string; readonly role: (role: Role) => string },
): readonly DossierSummary[] {
  const compare = (a: DossierSummary, b: DossierSummary): number => {
    switch (order.column) {
      case 'voucherCount':
        return a.voucherCount - b.voucherCount;
      case 'total':
        // Longer is larger: amounts have no leading zeros and may exceed what a float holds.
        return a.total.length - b.total.length || (a.total < b.total ? -1 : Number(a.total > b.total));
      case 'status':
        return collator.compare(names.status(a.status), names.status(b.status));
      case 'heldBy':
        return collator.compare(
          a.heldBy === undefined ? '' : names.role(a.heldBy),
          b.heldBy === undefined ? '' : names.role(b.heldBy),
        );
      case 'updatedAt':
        return Date.parse(a.updatedAt) - Date.parse(b.updatedAt);
      case 'code':
      case 'title':
        return collator.compare(a[order.column], b[order.column]);
    }
  };
  const sign = order.descending ? -1 : 1;
  return dossiers.toSorted(
    (a, b) => sign * compare(a, b) || Date.parse(b.updatedAt) - Date.parse(a.updatedAt),
  );
}

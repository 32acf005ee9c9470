import type { VirtualItem } from '@tanstack/react-virtual';
import type { DossierStatus } from '#shared/domain/dossiers/dossier.ts';
import type { CallInput, DossierColumn } from '#shared/contract/ipc.ts';

export interface Order {
  readonly column: DossierColumn;
  readonly descending: boolean;
}

/** What a person has chosen to see: kept while they visit a dossier. */
export interface ListView {
  readonly scope: 'mine' | 'all';
  readonly query: string;
  readonly status: DossierStatus | '';
  readonly order: Order;
  /** Where they were in it. */
  readonly place?: ListPlace;
}

/** Place in the list, in pixels, and the heights measured so far. */
export interface ListPlace {
  readonly top: number;
  readonly heights: VirtualItem[];
}

export const firstView: ListView = {
  scope: 'mine',
  query: '',
  status: '',
  order: { column: 'updatedAt', descending: true },
};

/** Rows of one page: two or three screens. */
export const pageSize = 100;

/** The question to the core for the page that starts at row `offset`. */
export function listFilter(view: ListView, query: string, offset: number): CallInput<'dossiers.list'> {
  return {
    scope: view.scope,
    order: view.order,
    ...(query === '' ? {} : { query }),
    ...(view.status === '' ? {} : { status: view.status }),
    offset,
    limit: pageSize,
  };
}

/** Offsets of the pages that hold these rows. */
export function pagesOf(rows: readonly number[]): readonly number[] {
  return [...new Set(rows.map((row) => Math.floor(row / pageSize) * pageSize))];
}

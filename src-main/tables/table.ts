/** A table as people open it in Excel: titled columns of one kind each, and rows of texts. */

export interface TableColumn {
  readonly title: string;
  /**
   * What its cells hold, always as text: `text` as it stands (codes keep their zeros); `date` `yyyy-MM-dd` or empty;
   * `amount` đồng as digits or empty; `number` a whole number or empty.
   */
  readonly kind: 'text' | 'date' | 'amount' | 'number';
  /** Characters; by the kind when left out. */
  readonly width?: number;
}

export interface Table {
  /** Name of the sheet; of a CSV nothing. */
  readonly name?: string;
  readonly columns: readonly TableColumn[];
  /** One text for each column, in their order; what is missing at the end is empty. */
  readonly rows: readonly (readonly string[])[];
}

export type TableFormat = 'xlsx' | 'csv';

export const tableMediaTypes: Readonly<Record<TableFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

/** Columns of a table of vouchers, from the forms' descriptions. */
import { usesOf } from '#shared/domain/vouchers/empty.ts';
import {
  lineFields,
  voucherFields,
  type FieldDefinition,
  type LineFieldPath,
  type VoucherFieldPath,
} from '#shared/domain/vouchers/fields.ts';
import type { FormDescription, Label } from '#shared/domain/vouchers/forms/description.ts';
import type { TableColumn } from '../../tables/table.ts';

/** What a column says: of the voucher, of one line, or of the table itself. */
export type ColumnSubject =
  | { readonly of: 'voucher'; readonly path: VoucherFieldPath }
  | { readonly of: 'line'; readonly path: LineFieldPath }
  /** `form`: number of the mẫu. `place`: which voucher of the table. `total`: what its lines add up to. */
  | { readonly of: 'table'; readonly path: 'form' | 'place' | 'total' | 'totalInWords' };

export interface VoucherColumn {
  readonly subject: ColumnSubject;
  readonly title: string;
  readonly kind: FieldDefinition['kind'];
}

export const formTitle = 'Mẫu';
export const placeTitle = 'Chứng từ thứ';
export const totalTitle = 'Tổng số tiền (đồng)';
export const totalInWordsTitle = 'Số tiền bằng chữ';

const subjectKey = ({ of, path }: ColumnSubject) => `${of}:${path}`;

/** Of one form: its voucher's fields in the order of entry, the total, then the columns of its lines. */
export function columnsOf(form: FormDescription): readonly VoucherColumn[] {
  return withDistinctTitles([
    { subject: { of: 'table', path: 'form' }, title: formTitle, kind: 'text' },
    ...voucherColumns(form),
    { subject: { of: 'table', path: 'total' }, title: totalTitle, kind: 'amount' },
    ...form.lines.columns.map(({ field, label }): VoucherColumn => {
      const definition = lineFields[field];
      return {
        subject: { of: 'line', path: field },
        title: (label ?? definition.label).vi,
        kind: definition.kind,
      };
    }),
  ]);
}

/** Of several forms in one table: each field once, under its general name. */
export function columnsOfAll(forms: readonly FormDescription[]): readonly VoucherColumn[] {
  const columns = new Map<string, VoucherColumn>();
  const each = forms.flatMap((form) => columnsOf(form));
  const ranked = (['table', 'voucher', 'line'] as const).flatMap((of) =>
    each.filter(({ subject }) => subject.of === of),
  );
  for (const column of ranked) {
    if (!columns.has(subjectKey(column.subject))) {
      columns.set(subjectKey(column.subject), { ...column, title: generalTitle(column) });
    }
  }
  return withDistinctTitles([...columns.values()]);
}

/** The form's own voucher fields: the number first, its choices after the date. */
function voucherColumns(form: FormDescription): readonly VoucherColumn[] {
  const labels = new Map<VoucherFieldPath, Label>();
  const sections = form.sections.flatMap(({ fields }) => fields);
  for (const { field, label } of sections) if (label !== undefined) labels.set(field, label);
  const head: readonly VoucherFieldPath[] = ['number', 'date', ...form.choices.map(({ field }) => field)];
  const uses = usesOf(form);
  const paths = new Set<VoucherFieldPath>([
    ...head.filter((path) => uses(path)),
    ...sections.map(({ field }) => field),
  ]);
  return [...paths].map((path) => ({
    subject: { of: 'voucher', path },
    title: (labels.get(path) ?? voucherFields[path].label).vi,
    kind: voucherFields[path].kind,
  }));
}

function generalTitle({ subject, title }: VoucherColumn): string {
  switch (subject.of) {
    case 'table':
      return title;
    case 'voucher':
      return voucherFields[subject.path].label.vi;
    case 'line':
      return lineFields[subject.path].label.vi;
  }
}

/** Where two fields have one name, both say their path: `Mã số thuế [payee.taxCode]`. */
function withDistinctTitles(columns: readonly VoucherColumn[]): readonly VoucherColumn[] {
  const count = new Map<string, number>();
  for (const { title } of columns) count.set(title, (count.get(title) ?? 0) + 1);
  return columns.map((column) =>
    (count.get(column.title) ?? 0) > 1 ? { ...column, title: `${column.title} [${pathOf(column)}]` } : column,
  );
}

/** `payee.name`, `lines.amount`. */
export function pathOf({ subject }: Pick<VoucherColumn, 'subject'>): string {
  return subject.of === 'line' ? `lines.${subject.path}` : subject.path;
}

export function tableColumnOf({ title, kind, subject }: VoucherColumn): TableColumn {
  const wide =
    (subject.of === 'voucher' && voucherFields[subject.path].wide) ||
    (subject.of === 'line' && lineFields[subject.path].wide);
  const shown = kind === 'date' || kind === 'amount' ? kind : 'text';
  return { title, kind: shown, ...(wide === true ? { width: 36 } : {}) };
}

/** Which fields a form uses, worked out once from its description. */
import type { CodeListId } from '../codes/catalogue.ts';
import {
  lineFields,
  voucherFields,
  type FieldDefinition,
  type LineFieldPath,
  type VoucherFieldPath,
} from './fields.ts';
import type {
  ChoiceUse,
  ColumnUse,
  Condition,
  FieldUse,
  FormDescription,
  FormSection,
  Label,
} from './forms/description.ts';
import { readField } from './field-value.ts';
import type { Voucher } from './voucher.ts';

export const voucherFieldPaths = pathsOf(voucherFields);
export const lineFieldPaths = pathsOf(lineFields);

/** A field as a form uses it. */
export interface UsedField<Path> {
  readonly path: Path;
  readonly definition: FieldDefinition;
  /** What this form calls it. */
  readonly label: Label;
  /** Catalogue of a code, on this form. */
  readonly codes: CodeListId | undefined;
}
export interface UsedVoucherField extends UsedField<VoucherFieldPath> {
  readonly use: FieldUse;
  readonly section: FormSection;
}
export interface UsedColumn extends UsedField<LineFieldPath> {
  readonly use: ColumnUse;
}

export interface FormFields {
  /** In the order of entry. */
  readonly fields: readonly UsedVoucherField[];
  readonly choices: readonly ChoiceUse[];
  readonly columns: readonly UsedColumn[];
  readonly otherFields: readonly VoucherFieldPath[];
  readonly otherColumns: readonly LineFieldPath[];
  /** Fields and choices in the order of `fields.ts`, which is that of the XML whatever the order of entry. */
  readonly inRecord: readonly VoucherFieldPath[];
  readonly columnsInRecord: readonly LineFieldPath[];
}

const known = new WeakMap<FormDescription, FormFields>();

export function fieldsOf(form: FormDescription): FormFields {
  const found = known.get(form) ?? workOut(form);
  known.set(form, found);
  return found;
}

function workOut(form: FormDescription): FormFields {
  const fields = form.sections.flatMap((section) =>
    section.fields.map((use): UsedVoucherField => {
      const definition = voucherFields[use.field];
      const label = use.label ?? definition.label;
      return { path: use.field, use, section, definition, label, codes: definition.codes };
    }),
  );
  const columns = form.lines.columns.map((use): UsedColumn => {
    const definition = lineFields[use.field];
    const label = use.label ?? definition.label;
    return { path: use.field, use, definition, label, codes: codesOfColumn(form, use.field) };
  });
  const used = new Set<string>([
    ...fields.map(({ path }) => path),
    ...form.choices.map(({ field }) => field),
  ]);
  const usedColumns = new Set<string>(columns.map(({ path }) => path));
  return {
    fields,
    choices: form.choices,
    columns,
    otherFields: voucherFieldPaths.filter((path) => !used.has(path)),
    otherColumns: lineFieldPaths.filter((path) => !usedColumns.has(path)),
    inRecord: voucherFieldPaths.filter((path) => used.has(path)),
    columnsInRecord: lineFieldPaths.filter((path) => usedColumns.has(path)),
  };
}

/** The catalogue that a column's codes are of: a form that pays into the budget names revenue where others spend. */
export function codesOfColumn(
  form: Pick<FormDescription, 'ndkt'>,
  column: LineFieldPath,
): CodeListId | undefined {
  return column === 'ndkt' && form.ndkt === 'revenue' ? 'revenueNdkt' : lineFields[column].codes;
}

/** Whether a condition of the description holds on a voucher. */
export function holds(condition: Condition, voucher: Voucher): boolean {
  if (condition === 'always' || condition === 'never') return condition === 'always';
  return readField(voucher, condition.field) === condition.is;
}

/** Whether a section stands on this voucher's form. */
export const isShown = (section: FormSection, voucher: Voucher): boolean =>
  holds(section.shown ?? 'always', voucher);

function pathsOf<Path extends string>(fields: Readonly<Record<Path, unknown>>): readonly Path[] {
  // The keys of a record of exactly these paths.
  return Object.keys(fields) as Path[];
}

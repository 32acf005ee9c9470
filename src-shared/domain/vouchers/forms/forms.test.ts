import { describe, expect, it } from 'vitest';
import { codeLists } from '../../codes/catalogue.ts';
import { lineFields, voucherFields } from '../fields.ts';
import { fieldsOf, lineFieldPaths, voucherFieldPaths } from '../used-fields.ts';
import { formIdSchema, voucherSchema } from '../voucher.ts';
import { blankVoucher } from '../empty.ts';
import { headerNames, lineNames } from '../xml-elements.ts';
import type { Condition, Derived, FormDescription, PrintRow } from './description.ts';
import { formOf, forms } from './forms.ts';

const derived: readonly Derived[] = ['budgetLevel', 'budgetYear', 'total', 'totalInWords', 'unitName'];
const known = (path: string) => Object.hasOwn(voucherFields, path);
const rowsOf = ({ print }: FormDescription): readonly PrintRow[] =>
  [...print.before, ...print.after].flatMap(({ rows }) => rows);
/** Fields that stand on the paper, in a row, as a box, in a column, or of themselves. */
const printedOf = (form: FormDescription): ReadonlySet<string> =>
  new Set<string>([
    ...rowsOf(form).flatMap((row) => row.map(({ value }) => value)),
    ...form.print.choices.flat().map(({ field }) => field),
    // Above the title, and above the signatures.
    'number',
    'date',
  ]);
const conditionsOf = (form: FormDescription): readonly Condition[] =>
  form.sections.flatMap(({ shown = 'always', fields }) => [shown, ...fields.map(({ required }) => required)]);
const repeated = (values: readonly string[]) => values.filter((value, at) => values.indexOf(value) !== at);

it('each form that a voucher can be of is described once, by its own number', () => {
  expect(forms.map(({ id }) => id).sort()).toEqual([...formIdSchema.options].sort());
  for (const id of formIdSchema.options) expect(formOf({ formId: id }).id).toBe(id);
  expect(repeated(forms.map(({ fileName }) => fileName))).toEqual([]);
  const prefixes = forms.flatMap(({ software }) => (software === undefined ? [] : [software]));
  expect(repeated(prefixes.map(({ prefix }) => prefix))).toEqual([]);
  expect(repeated(prefixes.map((one) => `${one.gnTaiLieuId}/${one.typeChungTu}`))).toEqual([]);
});

it('every field that a voucher can hold is of some form, and every text of the schema is a field', () => {
  const used = new Set(forms.flatMap((form) => fieldsOf(form).inRecord));
  expect(voucherFieldPaths.filter((path) => !used.has(path))).toEqual([]);
  const columns = new Set(forms.flatMap((form) => fieldsOf(form).columnsInRecord));
  expect(lineFieldPaths.filter((path) => !columns.has(path))).toEqual([]);
});

describe.each(forms)('the description of mẫu $id ($symbol)', (form) => {
  const { fields, columns, choices } = fieldsOf(form);

  it('names fields that exist, each once', () => {
    expect(fields.filter(({ path }) => !known(path))).toEqual([]);
    expect(columns.filter(({ path }) => !Object.hasOwn(lineFields, path))).toEqual([]);
    expect(repeated([...fields.map(({ path }) => path), ...choices.map(({ field }) => field)])).toEqual([]);
    expect(repeated(columns.map(({ path }) => path))).toEqual([]);
    expect(fields.filter(({ definition }) => definition.kind === 'choice')).toEqual([]);
    for (const { field } of choices) expect(voucherFields[field].kind).toBe('choice');
  });

  it('has sections of different ids, and enters its lines after one of them', () => {
    const ids = form.sections.map(({ id }) => id);
    expect(repeated(ids)).toEqual([]);
    expect(ids).toContain(form.linesAfter);
    for (const section of form.sections) expect(section.fields.length).toBeGreaterThan(0);
  });

  it('depends only on choices that it offers, and offers what the schema takes', () => {
    const offered = new Map(choices.map(({ field, values }) => [field, values]));
    for (const condition of conditionsOf(form)) {
      if (typeof condition === 'string') continue;
      expect(offered.get(condition.field) ?? [], condition.field).toContain(condition.is);
    }
    for (const { field, values } of choices) {
      expect(values.length).toBeGreaterThan(1);
      for (const value of values) {
        const voucher = { ...blankVoucher(form.id, 'v'), [field]: value };
        expect(voucherSchema.safeParse(voucher).success, `${field} ${value}`).toBe(true);
      }
    }
  });

  it('prints every field that it uses: nothing is signed unseen', () => {
    const printed = printedOf(form);
    expect(fields.map(({ path }) => path).filter((path) => !printed.has(path))).toEqual([]);
    expect(columns.filter(({ use }) => use.width === undefined).map(({ path }) => path)).toEqual([]);
    expect(choices.map(({ field }) => field).filter((field) => !printed.has(field))).toEqual([]);
  });

  it('prints only what it uses, and a box for every choice', () => {
    const used = new Set<string>([...fieldsOf(form).inRecord, ...derived]);
    expect(
      rowsOf(form)
        .flatMap((row) => row.map(({ value }) => value))
        .filter((value) => !used.has(value)),
    ).toEqual([]);
    const boxes = form.print.choices.flat().map(({ field, is }) => `${field} ${is}`);
    expect([...boxes].sort()).toEqual(
      choices.flatMap(({ field, values }) => values.map((value) => `${field} ${value}`)).sort(),
    );
  });

  it('fills the width of the page: cells of a row, columns of the table', () => {
    for (const row of rowsOf(form)) {
      expect(
        row.reduce((sum, { share }) => sum + share, 0),
        row[0]?.label,
      ).toBeCloseTo(1, 9);
    }
    expect(columns.reduce((sum, { use }) => sum + (use.width ?? 0), 0)).toBeCloseTo(496.08, 6);
    for (const { use } of columns) expect(use.printed.length).toBeGreaterThan(0);
  });

  it('has rules about amounts that it asks for', () => {
    for (const rule of form.rules) {
      if (rule.kind === 'split') {
        expect(rule.fields.length).toBeGreaterThan(1);
        for (const path of rule.fields) {
          expect(fields.find((field) => field.path === path)?.use.required, path).toBe('always');
          expect(voucherFields[path].kind).toBe('amount');
        }
      }
      if (rule.kind === 'ceiling') {
        expect(columns.find(({ path }) => path === rule.column)?.definition.kind).toBe('amount');
      }
      if (rule.kind === 'list') expect(fields.map(({ path }) => path)).toContain('listFor');
    }
    expect(columns.find(({ path }) => path === 'amount')?.use.required).toBe('always');
    expect(columns.some(({ path }) => path === 'ndkt')).toBe(form.ndkt !== 'none');
  });

  it('gives each element of the XML one meaning', () => {
    expect(repeated(headerNames(form))).toEqual([]);
    expect(repeated(lineNames(form))).toEqual([]);
    for (const name of [...headerNames(form), ...lineNames(form)])
      expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/);
  });

  it('has a catalogue for every code, of the digits that the field holds', () => {
    for (const { path, definition, codes } of [...fields, ...columns]) {
      if (definition.kind !== 'code') continue;
      expect(codes === undefined ? undefined : codeLists[codes].digits, path).toBe(definition.max);
    }
  });

  it('has its words in both languages, and two sides that sign', () => {
    const labels = [
      form.title,
      form.lines.title,
      form.lines.noun,
      ...form.sections.map(({ title }) => title),
      ...fields.map(({ label }) => label),
      ...columns.map(({ label }) => label),
    ];
    for (const label of labels) expect([label.vi.trim(), label.en.trim()]).not.toContain('');
    const signers = form.print.signatures.flatMap((side) => side.signers);
    const digital = signers.filter(([, hint]) => hint === '(Ký số)').map(([title]) => title);
    expect(digital).toEqual(['Kế toán trưởng', 'Chủ tài khoản']);
  });
});

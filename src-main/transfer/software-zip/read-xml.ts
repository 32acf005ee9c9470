import { DvcttError } from '#shared/contract/errors.ts';
import type { ValidationIssue } from '#shared/contract/issue.ts';
import { parseAccountNumber } from '#shared/domain/vouchers/account-number.ts';
import { usesOf } from '#shared/domain/vouchers/empty.ts';
import {
  lineFields,
  voucherFields,
  type FieldDefinition,
  type LineFieldPath,
  type VoucherFieldPath,
} from '#shared/domain/vouchers/fields.ts';
import type { FormDescription } from '#shared/domain/vouchers/forms/description.ts';
import { forms } from '#shared/domain/vouchers/forms/forms.ts';
import { withLeadingZeros } from '../code-digits.ts';
import type { FoundVoucher } from '../found.ts';
import { numberedNote, paddedNote, unusedNote } from '../notes.ts';
import { dateOfTyped } from '../typed-date.ts';
import { dongOfDecimal, dongOfTyped } from '../whole-dong.ts';
import type { Bean, BeanValue } from './bean.ts';
import { readBean } from './bean-reader.ts';
import { dateOfJavaTime } from './java-time.ts';
import {
  documentNames,
  linesProperty,
  softwareChoices,
  softwareFields,
  softwareLineFields,
  unitAsPayer,
  unusedLineProperty,
  unusedVoucherProperty,
} from './names.ts';
import { decodeXml } from './xml-text.ts';

type Values = ReadonlyMap<string, BeanValue>;

/**
 * The voucher of one document. `fileName`: `C402A0012.xml`, whose beginning must not say another form.
 * @throws DvcttError IMPORT_FORM_UNKNOWN, and whatever `readBean` throws
 */
export function readSoftwareXml(bytes: Uint8Array, fileName: string, from: string): FoundVoucher {
  const bean = readBean(decodeXml(bytes));
  const form = formOfBean(bean, fileName);
  const notes: ValidationIssue[] = [];
  const unused = new Set<string>();
  const fields = voucherFieldsOf(bean.properties, form, notes, unused);
  const year = textOf(bean.properties.get(documentNames.budgetYear));
  const lines = bean.lines.map((values, at) => lineFieldsOf(values, form, at, year, notes, unused));
  if (unused.size > 0) notes.push(unusedNote([...unused]));
  const total = amountOf(bean.properties.get(documentNames.total), documentNames.total);
  const totalInWords = textOf(bean.properties.get(documentNames.totalInWords));
  return {
    kind: 'voucher',
    from,
    formId: form.id,
    fields,
    lines,
    // The exporters leave the total of mẫu 10 at nought.
    ...(total === '' || (form.id === '10' && total === '0') ? {} : { total }),
    ...(totalInWords === '' ? {} : { totalInWords: totalInWords.slice(0, 500) }),
    notes,
  };
}

function formOfBean({ properties }: Bean, fileName: string): FormDescription {
  const id = textOf(properties.get(documentNames.formId));
  const type = textOf(properties.get(documentNames.formType));
  const form = forms.find(({ software }) => software?.gnTaiLieuId === id);
  const named = forms.find(
    ({ software }) =>
      software !== undefined && fileName.toLowerCase().startsWith(software.prefix.toLowerCase()),
  );
  const typed = type === '' || type === form?.software?.typeChungTu;
  if (form === undefined || !typed || (named !== undefined && named !== form)) {
    throw new DvcttError('IMPORT_FORM_UNKNOWN', {
      gnTaiLieuId: id.slice(0, 20),
      typeChungTu: type.slice(0, 20),
      file: fileName.slice(0, 100),
    });
  }
  return form;
}

function voucherFieldsOf(
  values: Values,
  form: FormDescription,
  notes: ValidationIssue[],
  unused: Set<string>,
): FoundVoucher['fields'] {
  const uses = usesOf(form);
  const hasPayer = uses('payer.name');
  const read = new Set<string>(Object.values(documentNames));
  const fields: Partial<Record<VoucherFieldPath, string>> = {};
  for (const path of keysOf(voucherFields).filter((candidate) => uses(candidate))) {
    const names = [...softwareFields[path], ...(hasPayer ? [] : (unitAsPayer[path] ?? []))];
    for (const name of names) read.add(name);
    const name = names.find((candidate) => textOf(values.get(candidate)) !== '');
    if (name === undefined) continue;
    fields[path] = fieldText(values, name, path, voucherFields[path], notes);
  }
  if (uses('method')) {
    const method = methodByReceiver(fields, notes);
    if (method !== undefined) fields.method = method;
  }
  if (fields.accountNumber === undefined && uses('accountNumber') && !hasPayer) {
    // One exporter writes the number of the account in the place of its bank's name.
    const bank = textOf(values.get('dvTratienKbnnNhTen'));
    if (parseAccountNumber(bank) !== undefined) fields.accountNumber = bank;
  }
  for (const [name, value] of values) {
    if (read.has(name) || linesProperty.test(name)) continue;
    requireKnown(name, unusedVoucherProperty.test(name) || isOurs(name, softwareFields));
    if (!isBlank(value)) unused.add(name);
  }
  return fields;
}

function lineFieldsOf(
  values: Values,
  form: FormDescription,
  at: number,
  year: string,
  notes: ValidationIssue[],
  unused: Set<string>,
): FoundVoucher['lines'][number] {
  const read = new Set<string>(['maHang']);
  const line: Partial<Record<LineFieldPath, string>> = {};
  for (const { field } of form.lines.columns) {
    for (const name of softwareLineFields[field]) read.add(name);
    const name = softwareLineFields[field].find((candidate) => textOf(values.get(candidate)) !== '');
    if (name === undefined) continue;
    line[field] = fieldText(values, name, `lines.${at}.${field}`, lineFields[field], notes);
  }
  const asksYear = form.lines.columns.some(({ field }) => field === 'budgetYear');
  if (asksYear && line.budgetYear === undefined && /^\d{4}$/.test(year)) line.budgetYear = year;
  for (const [name, value] of values) {
    if (read.has(name)) continue;
    requireKnown(name, unusedLineProperty.test(name) || isOurs(name, softwareLineFields));
    if (!isBlank(value)) unused.add(name);
  }
  return line;
}

function fieldText(
  values: Values,
  name: string,
  path: string,
  definition: FieldDefinition,
  notes: ValidationIssue[],
): string {
  const value = values.get(name);
  const text = textOf(value);
  switch (definition.kind) {
    case 'amount':
      return amountOf(value, name);
    case 'date':
      return dateOf(value, name);
    case 'choice':
      return choiceOf(text, path, name, notes);
    case 'text':
    case 'code':
    case 'digits': {
      if (text.length > definition.max) throw wrong(name, text);
      const code = withLeadingZeros(text, definition);
      if (code !== text) notes.push(paddedNote(path, text, code));
      return code;
    }
  }
}

function amountOf(value: BeanValue | undefined, name: string): string {
  const text = textOf(value);
  if (text === '') return '';
  // `450.000` is 450 as Java's number and 450 thousand as a Vietnamese text: the element tells which.
  const dong = value?.kind === 'text' ? dongOfTyped(text) : dongOfDecimal(text);
  if (dong === undefined) throw wrong(name, text);
  return dong;
}

function dateOf(value: BeanValue | undefined, name: string): string {
  const text = textOf(value);
  const date = value?.kind === 'text' ? (dateOfTyped(text) ?? dateOfJavaTime(text)) : dateOfJavaTime(text);
  if (date === undefined) throw wrong(name, text);
  return date;
}

function choiceOf(text: string, path: string, name: string, notes: ValidationIssue[]): string {
  const values = softwareChoices[path] ?? [];
  if (values.includes(text)) return text;
  const chosen = /^\d$/.test(text) ? values[Number(text)] : undefined;
  if (chosen === undefined) throw wrong(name, text);
  notes.push(numberedNote(path, text, chosen));
  return chosen;
}

/** How money leaves is told by who receives it: a number whose meaning is only inferred decides nothing against that. */
function methodByReceiver(
  fields: Partial<Record<VoucherFieldPath, string>>,
  notes: ValidationIssue[],
): string | undefined {
  const transfer = fields['payee.accountNumber'] !== undefined;
  const cash =
    fields['cashReceiver.identityNumber'] !== undefined || fields['cashReceiver.name'] !== undefined;
  if (transfer === cash) return fields.method;
  const method = transfer ? 'CHUYEN_KHOAN' : 'TIEN_MAT';
  const at = notes.findIndex(({ path }) => path === 'method');
  // Number and receiver agree: nothing is left to check.
  if (at !== -1 && fields.method === method) notes.splice(at, 1);
  return method;
}

/** Composed, and without the blanks that the exporters write for nothing. */
function textOf(value: BeanValue | undefined): string {
  return value?.text.normalize('NFC').trim() ?? '';
}

function isBlank(value: BeanValue): boolean {
  return ['', '0', '0.0', 'VND'].includes(value.text.trim());
}

function isOurs(name: string, names: Readonly<Record<string, readonly string[]>>): boolean {
  return Object.values(names).some((each) => each.includes(name));
}

function requireKnown(name: string, known: boolean): void {
  if (!known) throw new DvcttError('SOFTWARE_XML_PROPERTY', { property: name });
}

function wrong(property: string, text: string): DvcttError {
  return new DvcttError('SOFTWARE_XML_VALUE', { property, value: text.slice(0, 60) });
}

function keysOf<K extends string>(record: Readonly<Record<K, unknown>>): readonly K[] {
  // A record's own keys are the keys of its type.
  return Object.keys(record) as K[];
}

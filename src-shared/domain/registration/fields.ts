/**
 * The fields of a registration as data, in the order of the form: what each is called, whether it must be filled in,
 * and its rule. Validation, the comparison of a change and the screens read this one description.
 */
import type { IssueText } from '../vouchers/issues.ts';
import type {
  RegistrationAccount,
  RegistrationMember,
  RegistrationProject,
  RegistrationUnit,
} from './registration.ts';
import {
  anyText,
  codeOf,
  date,
  email,
  identityNumber,
  pastDate,
  phone,
  unitCode,
  type Rule,
} from './rules.ts';

/** A text of a holder; `name` is its property and the last part of its path. */
export interface RegistrationField<Holder> {
  readonly name: keyof Holder & string;
  readonly label: IssueText;
  /** Marked `*` on the form. */
  readonly required: boolean;
  readonly rule: Rule;
  readonly read: (holder: Holder) => string;
  /** How it is shown to people: a date as `dd/MM/yyyy`. */
  readonly kind: 'text' | 'date';
}

type TextOf<Holder> = {
  [Name in keyof Holder & string]: Holder[Name] extends string ? Name : never;
}[keyof Holder & string];

function field<Holder extends Readonly<Record<Name, string>>, Name extends TextOf<Holder>>(
  name: Name,
  [vi, en]: readonly [vi: string, en: string],
  required: boolean,
  rule: Rule = anyText,
): RegistrationField<Holder> {
  return {
    name,
    label: { vi, en },
    required,
    rule,
    read: (holder) => holder[name],
    kind: rule === date || rule === pastDate ? 'date' : 'text',
  };
}

export const unitFields: readonly RegistrationField<RegistrationUnit>[] = [
  field('treasuryCode', ['Kính gửi KBNN', 'Treasury office (SHKB)'], true, codeOf('treasury')),
  field('unitCode', ['Mã ĐVQHNS', 'Unit code (ĐVQHNS)'], true, unitCode),
  field('name', ['Tên đơn vị', 'Unit name'], true),
  field('chapter', ['Mã chương', 'Chapter'], false, codeOf('chapter')),
  field('phone', ['Số điện thoại', 'Phone'], true, phone),
  field('email', ['Email', 'E-mail'], true, email),
  field('fax', ['Fax', 'Fax'], false, phone),
  field('address', ['Địa chỉ', 'Address'], false),
];

export const accountFields: readonly RegistrationField<RegistrationAccount>[] = [
  field('account', ['Mã TKKT', 'Natural account (TKKT)'], true, codeOf('account')),
  field('name', ['Tên tài khoản', 'Account name'], true),
  field('budgetLevel', ['Mã cấp NS', 'Budget level'], true, codeOf('budgetLevel')),
  field('program', ['Mã CTMT', 'Programme (CTMT)'], false, codeOf('program')),
  field('from', ['Ngày hiệu lực', 'Valid from'], false, date),
  field('to', ['Ngày kết thúc', 'Valid to'], false, date),
];

export const projectFields: readonly RegistrationField<RegistrationProject>[] = [
  field('code', ['Mã ĐVQHNS/Dự án', 'Unit or project code'], true, unitCode),
  field('name', ['Tên ĐVQHNS/Dự án', 'Unit or project name'], true),
];

/** The texts; role, accounts, form of signature and certificate are judged apart. */
export const memberFields: readonly RegistrationField<RegistrationMember>[] = [
  field('name', ['Họ tên', 'Full name'], true),
  field(
    'identityNumber',
    ['Số CMND/thẻ căn cước/hộ chiếu', 'Identity card or passport number'],
    true,
    identityNumber,
  ),
  field('issuedOn', ['Ngày cấp', 'Issued on'], true, pastDate),
  field('issuedAt', ['Nơi cấp', 'Issued at'], true),
  field('email', ['Email', 'E-mail'], true, email),
  field('phone', ['Điện thoại', 'Phone'], true, phone),
  field('title', ['Chức danh tham gia DVC', 'Title on DVCTT'], true),
];

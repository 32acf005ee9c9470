/** How each field of a registration is typed; what it is called and whether it is mandatory is the domain's. */
import type { CodeListId } from '#shared/domain/codes/catalogue.ts';
import {
  accountFields,
  memberFields,
  projectFields,
  unitFields,
  type RegistrationField,
} from '#shared/domain/registration/fields.ts';
import type { Grouping } from '../draft/typed-text.ts';

export interface FormField {
  readonly name: string;
  readonly label: { readonly vi: string; readonly en: string };
  readonly required: boolean;
  readonly kind: 'text' | 'date' | 'code';
  /** Of a code. */
  readonly list?: CodeListId;
  /** Most characters, as the contract has it. */
  readonly max: number;
  /** Of a number or code: what it is printed with but does not hold. */
  readonly grouping?: Grouping;
}

const groupings: Readonly<Record<string, Grouping>> = {
  unitCode: 'spaces and dots',
  code: 'spaces and dots',
  identityNumber: 'spaces and dots',
  email: 'spaces',
};

const codes: Readonly<Record<string, CodeListId>> = {
  treasuryCode: 'treasury',
  chapter: 'chapter',
  account: 'account',
  budgetLevel: 'budgetLevel',
  program: 'program',
};

function formField<Holder>(
  { name, label, required, kind }: RegistrationField<Holder>,
  max: Readonly<Record<string, number>>,
): FormField {
  const list = codes[name];
  const grouping = groupings[name];
  return {
    name,
    label,
    required,
    kind: list === undefined ? kind : 'code',
    max: max[name] ?? 300,
    ...(list === undefined ? {} : { list }),
    ...(grouping === undefined ? {} : { grouping }),
  };
}

export const unitForm: readonly FormField[] = unitFields.map((field) =>
  formField(field, { unitCode: 7, name: 300, phone: 20, email: 100, fax: 20, address: 300 }),
);
export const accountForm: readonly FormField[] = accountFields.map((field) =>
  formField(field, { name: 200 }),
);
export const projectForm: readonly FormField[] = projectFields.map((field) =>
  formField(field, { code: 7, name: 300 }),
);
export const memberForm: readonly FormField[] = memberFields.map((field) =>
  formField(field, { name: 150, identityNumber: 20, issuedAt: 200, email: 100, phone: 20, title: 100 }),
);

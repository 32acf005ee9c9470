/** The forms that the product knows, in the order in which people are offered them. */
import type { FormId } from '../voucher.ts';
import type { FormDescription } from './description.ts';
import { form02 } from './form-02.ts';
import { form08 } from './form-08.ts';
import { form10 } from './form-10.ts';
import { form13 } from './form-13.ts';
import { form14 } from './form-14.ts';
import { form17 } from './form-17.ts';
import { form18 } from './form-18.ts';
import { form20 } from './form-20.ts';

export const forms: readonly FormDescription[] = [
  form13,
  form14,
  form17,
  form18,
  form10,
  form08,
  form02,
  form20,
];

const byId: ReadonlyMap<FormId, FormDescription> = new Map(forms.map((form) => [form.id, form]));

export function formOf({ formId }: { readonly formId: FormId }): FormDescription {
  // Every id has its description: `forms.test.ts`.
  return byId.get(formId) ?? form13;
}

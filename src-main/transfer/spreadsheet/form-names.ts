import type { FormDescription } from '#shared/domain/vouchers/forms/description.ts';
import { forms } from '#shared/domain/vouchers/forms/forms.ts';
import { headingKey } from './heading.ts';

/** The form that a cell names: `13`, `8`, `Mẫu 13`, `C2-02a/NS`. */
export function formNamed(text: string): FormDescription | undefined {
  const plain = headingKey(text).replace(/^mau (?:so )?/, '');
  const id = /^\d$/.test(plain) ? `0${plain}` : plain;
  return forms.find((form) => form.id === id || isSymbol(form, plain));
}

/** The form that the name of a sheet or a file holds: `Mẫu 13 C2-02a-NS`, `thang11_C4-02a-KB.csv`. */
export function formInName(name: string): FormDescription | undefined {
  const plain = ` ${headingKey(name)} `;
  return forms.find(
    (form) =>
      plain.includes(` mau ${form.id} `) ||
      plain.includes(` mau so ${form.id} `) ||
      (form.symbol !== '' && plain.includes(` ${headingKey(form.symbol)} `)),
  );
}

function isSymbol({ symbol }: FormDescription, plain: string): boolean {
  return symbol !== '' && (headingKey(symbol) === plain || headingKey(symbol).replace(/ /g, '') === plain);
}

/** The values of a form's choices by the names that stand beside its boxes. */
import type { ChoiceField, FormDescription } from '#shared/domain/vouchers/forms/description.ts';
import { withoutAccents } from '#shared/domain/text/accents.ts';

export function choiceName(form: FormDescription, field: ChoiceField, value: string): string {
  return boxes(form, field).find(({ is }) => is === value)?.label ?? value;
}

/** The value that a name means, with or without accents; undefined when it is none of the form's. */
export function choiceValue(form: FormDescription, field: ChoiceField, name: string): string | undefined {
  const offered = form.choices.find((choice) => choice.field === field)?.values ?? [];
  const wanted = plain(name);
  const box = boxes(form, field).find(({ label }) => plain(label) === wanted);
  return offered.find((value) => value === box?.is || plain(value) === wanted);
}

function boxes(form: FormDescription, field: ChoiceField) {
  return form.print.choices.flat().filter((box) => box.field === field);
}

function plain(text: string): string {
  return withoutAccents(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

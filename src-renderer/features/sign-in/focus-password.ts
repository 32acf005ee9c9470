/** After a refusal: the password is what is typed again, and the button that was pressed has lost the focus. */
export function focusPassword(form: HTMLFormElement): void {
  const field = form.elements.namedItem('password');
  if (!(field instanceof HTMLInputElement)) return;
  field.focus();
  field.select();
}

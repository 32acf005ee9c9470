/** Mã số thuế: 10 digits, 10 digits and a 3-digit branch (`0100109106-001`), or the 12 digits of a personal identity number. */
export function isTaxCodeFormat(code: string): boolean {
  return /^(\d{10}(-\d{3})?|\d{12})$/.test(code);
}

const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/** Whether the tenth digit fits the first nine; true for 12-digit codes, which carry no such digit. */
export function hasTaxCodeCheckDigit(code: string): boolean {
  if (code.length === 12) return true;
  const sum = weights.reduce((total, weight, at) => total + weight * Number(code.charAt(at)), 0);
  return 10 - (sum % 11) === Number(code.charAt(9));
}

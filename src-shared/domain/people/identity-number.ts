/**
 * Identity papers of Vietnamese citizens: thẻ căn cước (CCCD) 12 digits; the older CMND 9; passport one capital and 7
 * digits, or 8 on those issued since 2022.
 */
export function isIdentityNumber(number: string): boolean {
  return /^(\d{12}|\d{9}|[A-Z]\d{7,8})$/.test(number);
}

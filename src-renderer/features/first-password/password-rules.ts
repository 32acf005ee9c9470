/** What a new password must be, told while it is typed; the server decides, and knows common passwords besides. */

/** Counted in code points, as the server counts. */
export const shortestPassword = 10;

export type PasswordRule = 'length' | 'userName' | 'different';

/** Each rule and whether `next` keeps it; none is kept by an empty field. */
export function passwordRules(
  next: string,
  { username, current }: { readonly username: string; readonly current: string },
): readonly { readonly rule: PasswordRule; readonly met: boolean }[] {
  const typed = next !== '';
  const plain = (text: string) => text.normalize('NFC').toLowerCase();
  return [
    { rule: 'length', met: Array.from(next).length >= shortestPassword },
    { rule: 'userName', met: typed && (username === '' || !plain(next).includes(plain(username))) },
    { rule: 'different', met: typed && next !== current },
  ];
}

/** What a new password must be, told while it is typed; the server decides, and knows common passwords besides. */
import { withoutAccents } from '#shared/domain/text/accents.ts';

/** Counted in code points, as the server counts. */
export const shortestPassword = 10;

export type PasswordRule = 'length' | 'userName' | 'different';

/** Each rule and whether `next` keeps it; none is kept by an empty field. */
export function passwordRules(
  next: string,
  { username, current }: { readonly username: string; readonly current: string },
): readonly { readonly rule: PasswordRule; readonly met: boolean }[] {
  const typed = next !== '';
  return [
    { rule: 'length', met: Array.from(next).length >= shortestPassword },
    { rule: 'userName', met: typed && !holdsUserName(next, username) },
    { rule: 'different', met: typed && next !== current },
  ];
}

/** The whole name, or its part before the unit's code, in any letters and with or without accents, as the server looks. */
function holdsUserName(password: string, username: string): boolean {
  const typed = withoutAccents(password);
  const name = withoutAccents(username);
  const [given = ''] = name.split('.');
  const bare = typed.replace(/[^a-z0-9]/g, '');
  return (name !== '' && typed.includes(name)) || (given.length >= 4 && bare.includes(given));
}

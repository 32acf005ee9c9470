/**
 * The one-time password as it was typed on the sign-in form, for the form that changes it right afterwards: nobody
 * copies it out of the letter twice. That form forgets it when it goes.
 */
let typed: string | undefined;

export function keepOneTime(password: string): void {
  typed = password;
}

/** Empty when this window did not see it typed. */
export function oneTime(): string {
  return typed ?? '';
}

export function forgetOneTime(): void {
  typed = undefined;
}

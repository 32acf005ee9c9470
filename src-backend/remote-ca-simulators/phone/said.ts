/** What came of a form on the phone, carried over the redirect in a cookie of a few characters. */
import { vietnamMinute } from '#shared/domain/calendar/vietnam-date.ts';
import type { PinAnswer } from '../phone-requests.ts';
import { phoneText, type PhoneLanguage } from './phone-text.ts';

export type Said = PinAnswer | { readonly kind: 'rejected' };

export function codeOfSaid(said: Said): string {
  if (said.kind === 'wrong') return `wrong-${said.left}`;
  if (said.kind === 'locked') return `locked-${said.until.getTime()}`;
  return said.kind;
}

/** @returns undefined for what `codeOfSaid` has not written */
export function readSaid(code: string | undefined): Said | undefined {
  const [, kind, digits] = /^(taken|gone|rejected|wrong|locked)(?:-(\d{1,13}))?$/.exec(code ?? '') ?? [];
  switch (kind) {
    case 'taken':
    case 'gone':
    case 'rejected':
      return { kind };
    case 'wrong':
      return { kind, left: Number(digits ?? 0) };
    case 'locked':
      return { kind, until: new Date(Number(digits ?? 0)) };
    case undefined:
    default:
      return undefined;
  }
}

export function toldOf(
  said: Said,
  language: PhoneLanguage,
): { readonly tone: 'good' | 'bad'; readonly text: string } {
  const t = phoneText[language];
  switch (said.kind) {
    case 'taken':
      return { tone: 'good', text: t.taken };
    case 'rejected':
      return { tone: 'good', text: t.refused };
    case 'wrong':
      return { tone: 'bad', text: t.wrong(said.left) };
    case 'locked':
      return { tone: 'bad', text: t.locked(vietnamMinute(said.until)) };
    case 'gone':
      return { tone: 'bad', text: t.gone };
  }
}

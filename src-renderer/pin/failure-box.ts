import { failureText, type Failure, type Language } from '#shared/contract/errors.ts';
import { el } from './page.ts';
import type { PinTexts } from './texts.ts';

/** A failure in words: heading, what happened, what to do. */
export function failureBox(failure: Failure, language: Language, texts: PinTexts): HTMLElement {
  const text = failureText(failure.code, language);
  const box = el(
    'div',
    { className: 'box bad' },
    el('strong', {}, text.heading),
    el('p', {}, text.explanation),
    el('p', {}, el('b', {}, `${texts.remedy}: `), text.remedy),
  );
  box.setAttribute('role', 'alert');
  return box;
}

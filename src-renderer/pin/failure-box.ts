import { failureText, type Failure, type Language } from '#shared/contract/errors.ts';
import { helpPage } from '#shared/help/help-page.ts';
import { el } from './page.ts';
import type { PinTexts } from './texts.ts';

/** A failure in words: heading, what happened, what to do; its page of help folded away, since no link leaves here. */
export function failureBox(failure: Failure, language: Language, texts: PinTexts): HTMLElement {
  const text = failureText(failure.code, language);
  const box = el(
    'div',
    { className: 'box bad' },
    el('strong', {}, text.heading),
    el('p', {}, text.explanation),
    el('p', {}, el('b', {}, `${texts.remedy}: `), text.remedy),
    helpOn(failure, language, texts),
  );
  box.setAttribute('role', 'alert');
  return box;
}

function helpOn({ code }: Failure, language: Language, texts: PinTexts): HTMLElement {
  const page = helpPage(code, language);
  return el(
    'details',
    {},
    el('summary', {}, `${texts.help} · ${code}`),
    ...(page.meaning === '' ? [] : [el('p', {}, page.meaning)]),
    el('ol', {}, ...page.steps.map((step) => el('li', {}, step))),
    ...(page.stop === '' ? [] : [el('p', {}, el('b', {}, page.stop))]),
  );
}

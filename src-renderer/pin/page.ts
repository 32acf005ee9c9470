/** Language and colours of the PIN page, and how it makes elements. */
import type { Language } from '#shared/contract/errors.ts';
import { pinTexts, type PinTexts } from './texts.ts';

export interface PinPage {
  readonly language: Language;
  readonly texts: PinTexts;
  readonly jobId: string;
}

/** Reads `job`, `lang` and `scheme` from the address; the colour scheme of the system when none is given. */
export function setUpPage(query: URLSearchParams): PinPage {
  const language = query.get('lang') === 'en' ? 'en' : 'vi';
  document.documentElement.lang = language;
  showScheme(query.get('scheme'));
  document.title = pinTexts[language].purpose.sign.title;
  return { language, texts: pinTexts[language], jobId: query.get('job') ?? '' };
}

/** The colours of the window around the prompt; they may change while it is open. Anything else is left alone. */
export function showScheme(scheme: unknown): void {
  if (scheme === 'dark' || scheme === 'light') document.documentElement.dataset['scheme'] = scheme;
}

/** An element with properties and children; texts become text nodes, never markup. */
export function el<T extends keyof HTMLElementTagNameMap>(
  tag: T,
  properties: Partial<HTMLElementTagNameMap[T]> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[T] {
  const element = document.createElement(tag);
  Object.assign(element, properties);
  element.append(...children);
  return element;
}

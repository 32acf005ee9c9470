/** Language of the window: Vietnamese unless the person chose English. */
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '#shared/contract/errors.ts';
import { en } from './en.ts';
import { vi } from './vi.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof vi };
  }
}

const storageKey = 'dvctt-language';

/** Makes the translator; `remembered` is what an earlier visit stored. */
export function makeI18n(remembered: string | null): i18n {
  const instance = i18next.createInstance();
  void instance.use(initReactI18next).init({
    lng: remembered === 'en' ? 'en' : 'vi',
    fallbackLng: 'vi',
    resources: { vi: { translation: vi }, en: { translation: en } },
    // React escapes; escaping twice would show &amp; in names.
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return instance;
}

/** Switches language, remembers it, and tells the document (screen readers pronounce by `lang`). */
export async function chooseLanguage(instance: i18n, language: Language): Promise<void> {
  await instance.changeLanguage(language);
  localStorage.setItem(storageKey, language);
  document.documentElement.lang = language;
}

export function rememberedLanguage(): string | null {
  return localStorage.getItem(storageKey);
}

export function languageOf(instance: Pick<i18n, 'language'>): Language {
  return instance.language === 'en' ? 'en' : 'vi';
}

/** Short messages in the corner: what was done, and what failed when no place on the screen belongs to it. */
import { showNotification } from '@mantine/notifications';
import { createElement, Fragment } from 'react';
import { HelpLink } from '../features/help/HelpLink.tsx';
import { en } from '../i18n/en.ts';
import { vi } from '../i18n/vi.ts';
import { showPassing } from './passing-notices.ts';
import { failureText, toFailure, type Language } from '#shared/contract/errors.ts';

export function notifyDone(message: string): void {
  showPassing({ color: 'green', message, closeButtonProps: closeButton() });
}

/** Heading, remedy and page of help of a failure; stays until closed, because it asks for something. */
export function notifyFailure(thrown: unknown, language: Language): void {
  const { code } = toFailure(thrown);
  const text = failureText(code, language);
  showNotification({
    color: 'red',
    title: text.heading,
    message: createElement(Fragment, null, text.remedy, ' ', createElement(HelpLink, { page: code })),
    autoClose: false,
    closeButtonProps: closeButton(),
  });
}

/** The cross in the corner of a message, named for screen readers in the window's language. */
export function closeButton(): { readonly 'aria-label': string } {
  return { 'aria-label': document.documentElement.lang === 'en' ? en.app.close : vi.app.close };
}

/** Something that was done differently from what was asked; stays until closed. */
export function notifyWarning(message: string): void {
  showNotification({ color: 'yellow', message, autoClose: false, closeButtonProps: closeButton() });
}

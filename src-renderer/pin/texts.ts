/** Texts of the PIN prompt. Its own small tables: the prompt loads nothing of the main window. */
import type { Language } from '#shared/contract/errors.ts';
import type { PinPurpose, PinState, PukState } from '#shared/contract/tokens.ts';
import type { SimplePin } from './simple-pin.ts';
import { english } from './texts-en.ts';
import { vietnamese } from './texts-vi.ts';

/** Words that differ by what the PIN is asked for. */
export interface PurposeTexts {
  readonly title: string;
  /** Of the button that spends the try. */
  readonly press: string;
  /** What will be done with the token, where no dossier says it. */
  readonly lead?: string;
}

export interface PinTexts {
  readonly purpose: Readonly<Record<PinPurpose, PurposeTexts>>;
  readonly field: {
    readonly pin: string;
    readonly oldPin: string;
    readonly puk: string;
    readonly newPin: string;
    readonly repeat: string;
  };
  readonly token: string;
  readonly reader: string;
  readonly owner: string;
  readonly certificate: string;
  readonly dossier: string;
  readonly documents: string;
  readonly total: string;
  readonly algorithm: string;
  readonly dong: string;
  readonly show: string;
  readonly hide: string;
  /** Of several fields. */
  readonly showAll: string;
  readonly hideAll: string;
  readonly cancel: string;
  readonly close: string;
  readonly waiting: string;
  readonly capsLock: string;
  readonly telex: string;
  readonly length: (min: number, max: number) => string;
  readonly same: string;
  readonly mismatch: string;
  readonly simple: Readonly<Record<SimplePin, string>>;
  /** Before words that forbid to send, and before those that only advise. */
  readonly blocking: string;
  readonly advising: string;
  readonly expired: string;
  /** The token was pulled out while the PIN was asked for: to sign, and for any other work. */
  readonly removedSign: string;
  readonly removed: string;
  readonly lastTryTick: string;
  readonly lastPukTick: string;
  readonly remember: string;
  readonly rememberHint: string;
  readonly pinPad: string;
  readonly remedy: string;
  readonly help: string;
  readonly state: Readonly<Record<PinState, string>>;
  /** Of a PIN that is being changed. */
  readonly mustBeChangedHere: string;
  readonly pukState: Readonly<Record<PukState, string>>;
}

export const pinTexts: Readonly<Record<Language, PinTexts>> = { vi: vietnamese, en: english };

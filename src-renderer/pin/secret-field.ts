/** One field for a secret: hidden, never filled in or saved by the browser, with warnings of its own. */
import { el } from './page.ts';
import type { PinTexts } from './texts.ts';
import type { FieldWarning } from './field-warnings.ts';

export interface SecretField {
  readonly nodes: readonly Node[];
  readonly input: HTMLInputElement;
  /** Whether what is typed may be sent. */
  readonly ready: () => boolean;
  /** Draws the warnings anew. */
  readonly refresh: () => void;
  readonly empty: () => void;
}

export interface SecretFieldSetting {
  readonly id: string;
  readonly label: string;
  readonly texts: PinTexts;
  /** Says what of the warning's words depends on the token. */
  readonly lengthWords: string;
  readonly check: (typed: string) => FieldWarning | undefined;
  /** Words of caution that forbid nothing. */
  readonly advise?: (typed: string) => string | undefined;
  /** What is typed so far is right and only not complete: no warning of a mismatch yet. */
  readonly onTheWay?: (typed: string) => boolean;
  /** Something in it changed. */
  readonly changed: () => void;
  /** Enter was pressed; a key held down counts once. */
  readonly enter: () => void;
  /** Beside the field. */
  readonly beside?: Node;
}

export function secretField(setting: SecretFieldSetting): SecretField {
  const { id, texts } = setting;
  // type=password: no composition by the IME, no spell check, no copying, bullets for screen readers. one-time-code:
  // the browser offers neither to fill nor to save it. No <form>: nothing is ever "submitted".
  const input = el('input', {
    type: 'password',
    id,
    className: 'secret',
    autocomplete: 'one-time-code',
    spellcheck: false,
  });
  input.setAttribute('aria-describedby', `${id}-hint`);
  input.setAttribute('autocapitalize', 'off');
  const hint = el('p', { id: `${id}-hint`, className: 'hint' });
  hint.setAttribute('aria-live', 'polite');
  let capsLock = false;
  let composed = false;

  const refresh = () => {
    const warning = input.value === '' && !composed ? undefined : setting.check(input.value);
    const telex = composed || warning === 'telex';
    const advice = warning === undefined && input.value !== '' ? setting.advise?.(input.value) : undefined;
    const faults = [
      ...(telex ? [texts.telex] : []),
      ...(!telex && warning === 'length' ? [setting.lengthWords] : []),
      ...(!telex && warning === 'same' ? [texts.same] : []),
      ...(!telex && warning === 'mismatch' && setting.onTheWay?.(input.value) !== true
        ? [texts.mismatch]
        : []),
    ];
    const advices = [
      ...(capsLock ? [texts.capsLock] : []),
      ...(telex || advice === undefined ? [] : [advice]),
    ];
    hint.classList.toggle('blocking', faults.length > 0);
    const words = [
      ...(faults.length > 0 ? [texts.blocking, ...faults] : []),
      ...(advices.length > 0 ? [texts.advising, ...advices] : []),
    ].join(' ');
    // Unchanged words are not announced again.
    if (hint.textContent === words) return;
    hint.textContent = words;
    if (document.activeElement === input && words !== '') hint.scrollIntoView({ block: 'nearest' });
  };

  input.addEventListener('input', () => {
    if (input.value === '') composed = false;
    setting.changed();
  });
  input.addEventListener('compositionstart', () => {
    composed = true;
    setting.changed();
  });
  const watch = (event: KeyboardEvent) => {
    capsLock = event.getModifierState('CapsLock');
    refresh();
  };
  input.addEventListener('keyup', watch);
  input.addEventListener('keydown', (event) => {
    watch(event);
    if (event.key === 'Enter' && !event.repeat) setting.enter();
  });
  input.addEventListener('blur', () => {
    // Whether Caps Lock is on matters where the keys go.
    capsLock = false;
    refresh();
  });

  return {
    nodes: [
      el('label', { htmlFor: id }, setting.label),
      el('div', { className: 'field' }, input, ...(setting.beside === undefined ? [] : [setting.beside])),
      hint,
    ],
    input,
    ready: () => !composed && setting.check(input.value) === undefined,
    refresh,
    empty() {
      input.value = '';
      composed = false;
    },
  };
}

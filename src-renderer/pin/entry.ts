/** The fields of a purpose: one for the PIN, or the old secret and the new PIN twice. */
import type { PinPurpose, TokenView } from '#shared/contract/tokens.ts';
import { fieldWarning, newPinWarning, pukWarning, repeatWarning } from './field-warnings.ts';
import { el } from './page.ts';
import { secretField, type SecretField } from './secret-field.ts';
import { simplePin } from './simple-pin.ts';
import type { PinTexts } from './texts.ts';

export interface Entry {
  readonly nodes: readonly Node[];
  /** Of the fields. */
  readonly count: number;
  readonly ready: () => boolean;
  /** The bytes to seal: `PIN`, or `current NUL next` (UTF-8). The fields are empty afterwards; wipe the bytes. */
  readonly take: () => Uint8Array;
  /** What stands in the fields after the first: the new PIN and its repetition. */
  readonly unsent: () => readonly string[];
  /** Puts that back, when only the first field was wrong. */
  readonly keep: (unsent: readonly string[]) => void;
  readonly refresh: () => void;
  readonly empty: () => void;
  readonly disable: () => void;
  readonly focus: () => void;
}

export interface EntrySetting {
  readonly purpose: PinPurpose;
  readonly token: TokenView;
  readonly texts: PinTexts;
  readonly changed: () => void;
  /** Enter in the last field, or in any when nothing is missing. */
  readonly press: () => void;
}

export function entryOf(setting: EntrySetting): Entry {
  const { purpose, token, texts } = setting;
  const several = purpose === 'change' || purpose === 'unblock';
  const shown = several ? texts.showAll : texts.show;
  const hiding = several ? texts.hideAll : texts.hide;
  const show = el('button', { type: 'button', className: 'show' }, shown);
  const fields: SecretField[] = [];
  const ready = () => fields.every((field) => field.ready());
  const enter = () => {
    if (ready()) setting.press();
    // On to the field that is still wanting.
    else fields.find((field) => !field.ready())?.input.focus();
  };
  const lengthWords = texts.length(token.minPinLength, token.maxPinLength);
  const common = { texts, lengthWords, changed: setting.changed, enter };
  const typed = (at: number) => fields[at]?.input.value ?? '';

  if (several) {
    const unblock = purpose === 'unblock';
    fields.push(
      secretField({
        ...common,
        id: 'field',
        label: unblock ? texts.field.puk : texts.field.oldPin,
        check: (text) => (unblock ? pukWarning(text) : fieldWarning(text, token)),
        beside: show,
      }),
      secretField({
        ...common,
        id: 'next',
        label: texts.field.newPin,
        check: (text) => newPinWarning(text, unblock ? undefined : typed(0), token),
        advise: (text) => {
          const simple = simplePin(text);
          return simple === undefined ? undefined : texts.simple[simple];
        },
      }),
      secretField({
        ...common,
        id: 'repeat',
        label: texts.field.repeat,
        check: (text) => repeatWarning(text, typed(1)),
        onTheWay: (text) => typed(1).startsWith(text),
      }),
    );
  } else {
    fields.push(
      secretField({
        ...common,
        id: 'field',
        label: texts.field.pin,
        check: (text) => fieldWarning(text, token),
        beside: show,
      }),
    );
  }

  show.addEventListener('click', () => {
    const hidden = fields[0]?.input.type === 'password';
    for (const { input } of fields) input.type = hidden ? 'text' : 'password';
    show.textContent = hidden ? hiding : shown;
    show.setAttribute('aria-pressed', String(hidden));
    fields[0]?.input.focus();
  });
  const empty = () => {
    for (const field of fields) field.empty();
  };
  return {
    nodes: fields.flatMap(({ nodes }) => nodes),
    count: fields.length,
    ready,
    take() {
      // The repetition is compared, never sent.
      const bytes = joined(fields.slice(0, 2).map(({ input }) => new TextEncoder().encode(input.value)));
      empty();
      return bytes;
    },
    unsent: () => fields.slice(1).map(({ input }) => input.value),
    keep(unsent) {
      for (const [at, { input }] of fields.slice(1).entries()) input.value = unsent[at] ?? '';
    },
    refresh() {
      for (const field of fields) field.refresh();
    },
    empty,
    disable() {
      for (const { input } of fields) input.disabled = true;
      show.disabled = true;
    },
    focus: () => fields[0]?.input.focus(),
  };
}

/** With NUL between; the parts are wiped. */
function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length + 1, -1));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length + 1;
    part.fill(0);
  }
  return bytes;
}

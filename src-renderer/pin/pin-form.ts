/** The form of the PIN prompt: what will be signed, the token's PIN state, one field, one press for one try. */
import { toFailure, type Failure, type Language } from '#shared/contract/errors.ts';
import type { CallOutput } from '#shared/contract/ipc.ts';
import type { PinPrompt, SealedPin } from '#shared/contract/tokens.ts';
import { formatDong } from '#shared/domain/money/dong.ts';
import { sealPin } from '#shared/pin/seal.ts';
import { failureBox } from './failure-box.ts';
import { fieldWarning, mayEnterPin } from './field-warnings.ts';
import { el } from './page.ts';
import type { PinTexts } from './texts.ts';

export interface PinFormSetting {
  readonly root: HTMLElement;
  readonly description: CallOutput<'pin.describe'>;
  readonly language: Language;
  readonly texts: PinTexts;
  readonly submit: (sealed: SealedPin) => Promise<CallOutput<'pin.submit'>>;
  /** Cancels the job and closes. */
  readonly cancel: () => Promise<void>;
  /** Closes without cancelling: the job has its PIN, or has failed. */
  readonly close: () => void;
}

export function showPinForm(setting: PinFormSetting): void {
  const { root, description, texts } = setting;
  const state = el('div', { id: 'state' });
  const outcome = el('div', { id: 'outcome' });
  const entry = el('div', { id: 'entry' });
  root.replaceChildren(el('h1', {}, texts.title), whatIsSigned(description, texts), state, outcome, entry);
  ask(setting, description.prompt, { state, outcome, entry }, undefined);
}

interface Places {
  readonly state: HTMLElement;
  readonly outcome: HTMLElement;
  readonly entry: HTMLElement;
}

/** Shows the token's state and, when it still takes a PIN, an empty field. */
function ask(setting: PinFormSetting, prompt: PinPrompt, places: Places, failure: Failure | undefined): void {
  const { texts, language } = setting;
  const { pinState } = prompt.token;
  places.state.replaceChildren(stateBox(pinState, texts));
  places.outcome.replaceChildren(...(failure === undefined ? [] : [failureBox(failure, language, texts)]));
  if (!mayEnterPin(pinState)) {
    end(setting, places);
    return;
  }

  // type=password: no composition by the IME, no spell check, no copying, bullets for screen readers. one-time-code:
  // the browser offers neither to fill nor to save it. No <form>: nothing is ever "submitted".
  const field = el('input', {
    type: 'password',
    id: 'field',
    autocomplete: 'one-time-code',
    spellcheck: false,
  });
  field.setAttribute('aria-describedby', 'hint');
  field.setAttribute('autocapitalize', 'off');
  const show = el('button', { type: 'button', className: 'show' }, texts.show);
  const hint = el('p', { id: 'hint', className: 'hint' });
  hint.setAttribute('aria-live', 'polite');
  const sign = el('button', { type: 'button', className: 'primary' }, texts.sign);
  const cancel = el('button', { type: 'button' }, texts.cancel);
  const sure = el('input', { type: 'checkbox', id: 'sure' });
  const tick = el('label', { className: 'tick' }, sure, texts.lastTryTick);
  tick.hidden = pinState !== 'final-try';

  let waiting = false;
  let capsLock = false;
  let composed = false;
  const lengths = texts.length(prompt.token.minPinLength, prompt.token.maxPinLength);
  const refresh = () => {
    const warning = field.value === '' && !composed ? undefined : fieldWarning(field.value, prompt.token);
    const words = [
      ...(capsLock ? [texts.capsLock] : []),
      ...(warning === 'telex' || composed ? [texts.telex] : []),
      ...(warning === 'length' && !composed ? [lengths] : []),
    ];
    hint.textContent = words.join(' ');
    sign.disabled =
      waiting ||
      composed ||
      fieldWarning(field.value, prompt.token) !== undefined ||
      !(tick.hidden || sure.checked);
  };
  const empty = () => {
    field.value = '';
    composed = false;
  };
  const expire = () => {
    empty();
    places.outcome.replaceChildren(el('p', { className: 'box bad' }, texts.expired));
    end(setting, places);
  };
  const timer = setTimeout(expire, Math.max(0, Date.parse(prompt.expiresAt) - Date.now()));

  const press = async () => {
    if (sign.disabled) return;
    waiting = true;
    clearTimeout(timer);
    const pin = new TextEncoder().encode(field.value);
    empty();
    field.disabled = true;
    show.disabled = true;
    refresh();
    sign.textContent = texts.waiting;
    try {
      const sealed = await sealPin(prompt, pin);
      const answer = await setting.submit(sealed);
      if (answer.kind === 'accepted') setting.close();
      else if (answer.prompt === undefined) refuseForGood(setting, places, answer.failure);
      else ask(setting, answer.prompt, places, answer.failure);
    } catch (thrown) {
      refuseForGood(setting, places, toFailure(thrown));
    } finally {
      pin.fill(0);
    }
  };

  field.addEventListener('input', () => {
    if (field.value === '') composed = false;
    refresh();
  });
  field.addEventListener('compositionstart', () => {
    composed = true;
    refresh();
  });
  const watch = (event: KeyboardEvent) => {
    capsLock = event.getModifierState('CapsLock');
    refresh();
  };
  field.addEventListener('keyup', watch);
  field.addEventListener('keydown', (event) => {
    watch(event);
    // A key held down must not spend a second try.
    if (event.key === 'Enter' && !event.repeat) void press();
  });
  sure.addEventListener('change', refresh);
  show.addEventListener('click', () => {
    const hidden = field.type === 'password';
    field.type = hidden ? 'text' : 'password';
    show.textContent = hidden ? texts.hide : texts.show;
    show.setAttribute('aria-pressed', String(hidden));
    field.focus();
  });
  sign.addEventListener('click', () => void press());
  cancel.addEventListener('click', () => {
    clearTimeout(timer);
    empty();
    void setting.cancel();
  });

  places.entry.replaceChildren(
    el('label', { htmlFor: 'field' }, texts.field),
    el('div', { className: 'field' }, field, show),
    hint,
    tick,
    el('div', { className: 'buttons' }, cancel, sign),
  );
  refresh();
  field.focus();
}

/** No further try: the failure, and a button that closes. */
function refuseForGood(setting: PinFormSetting, places: Places, failure: Failure): void {
  places.state.replaceChildren();
  places.outcome.replaceChildren(failureBox(failure, setting.language, setting.texts));
  end(setting, places, setting.close);
}

function end(setting: PinFormSetting, places: Places, leave: () => void = () => void setting.cancel()): void {
  const close = el('button', { type: 'button', className: 'primary' }, setting.texts.close);
  close.addEventListener('click', leave);
  places.entry.replaceChildren(el('div', { className: 'buttons' }, close));
  close.focus();
}

const tones = {
  ok: 'good',
  low: 'warn',
  'final-try': 'bad loud',
  locked: 'bad',
  'must-be-changed': 'bad',
  'not-initialised': 'bad',
} as const;

function stateBox(state: PinPrompt['token']['pinState'], texts: PinTexts): HTMLElement {
  const box = el('p', { className: `box ${tones[state]}` }, texts.state[state]);
  box.dataset['pinState'] = state;
  box.setAttribute('role', state === 'ok' ? 'status' : 'alert');
  return box;
}

function whatIsSigned(description: CallOutput<'pin.describe'>, texts: PinTexts): HTMLElement {
  const { token } = description.prompt;
  const facts = (rows: readonly (readonly [string, string])[]) =>
    el('dl', {}, ...rows.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));
  return el(
    'div',
    { className: 'facts' },
    facts([
      [texts.dossier, description.dossierCode],
      [texts.documents, String(description.documentCount)],
      [texts.total, `${formatDong(description.total)} ${texts.dong}`],
      [texts.owner, description.owner],
      [texts.token, `${token.label} · ${token.serial}`],
      [texts.reader, token.reader],
      [texts.certificate, description.certificateSerial],
    ]),
    el('p', { className: 'algorithm' }, `${texts.algorithm}: ${description.algorithm}`),
  );
}

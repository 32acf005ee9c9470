/** The form of the PIN prompt: what for, how the token stands, the fields, one press for one try. */
import { toFailure, type Failure, type Language } from '#shared/contract/errors.ts';
import type { CallOutput } from '#shared/contract/ipc.ts';
import type { PinPrompt, SealedPin } from '#shared/contract/tokens.ts';
import { sealPin } from '#shared/pin/seal.ts';
import { entryOf } from './entry.ts';
import { failureBox } from './failure-box.ts';
import { isLastTry, mayEnterPin } from './field-warnings.ts';
import { el } from './page.ts';
import type { PinTexts } from './texts.ts';
import { stateBox } from './token-state.ts';
import { whatFor } from './what-for.ts';

export interface PinFormSetting {
  readonly root: HTMLElement;
  readonly description: CallOutput<'pin.describe'>;
  readonly language: Language;
  readonly texts: PinTexts;
  /** `remember`: keep the login for the batch. */
  readonly submit: (sealed: SealedPin, remember: boolean) => Promise<CallOutput<'pin.submit'>>;
  /** Whether the token has been pulled out, and the job has ended with that. */
  readonly hasLeft: () => Promise<boolean>;
  /** Cancels the job and closes. */
  readonly cancel: () => Promise<void>;
  /** Closes without cancelling: the job has its PIN, or has failed. */
  readonly close: () => void;
}

export function showPinForm(setting: PinFormSetting): void {
  const { root, description, texts } = setting;
  const { title } = texts.purpose[description.purpose];
  const state = el('div', { id: 'state' });
  const outcome = el('div', { id: 'outcome' });
  const entry = el('div', { id: 'entry' });
  document.title = title;
  root.replaceChildren(el('h1', {}, title), whatFor(description, texts), state, outcome, entry);
  ask(setting, description.prompt, { state, outcome, entry });
}

interface Places {
  readonly state: HTMLElement;
  readonly outcome: HTMLElement;
  readonly entry: HTMLElement;
}

/** What a refused entry leaves for the next one. */
interface Before {
  readonly failure: Failure;
  readonly remember: boolean;
  /** Words of the fields that were not what was wrong. They never left this page. */
  readonly kept: readonly string[];
}

/** How often the page asks whether its token is still there, ms. */
const lookEvery = 1_000;

/** Shows how the token stands and, when it still takes an entry, fields: empty but for what is kept of the last. */
function ask(setting: PinFormSetting, prompt: PinPrompt, places: Places, before?: Before): void {
  const failure = before?.failure;
  const { texts, language } = setting;
  const { purpose } = setting.description;
  const { token } = prompt;
  places.state.replaceChildren(stateBox(token, purpose, texts));
  places.outcome.replaceChildren(...(failure === undefined ? [] : [failureBox(failure, language, texts)]));
  if (!mayEnterPin(token, purpose)) {
    end(setting, places);
    return;
  }

  const send = el('button', { type: 'button', className: 'primary' }, texts.purpose[purpose].press);
  const cancel = el('button', { type: 'button' }, texts.cancel);
  const sure = el('input', { type: 'checkbox', id: 'sure' });
  const lastTry = isLastTry(token, purpose);
  const remember = el('input', { type: 'checkbox', id: 'remember', checked: before?.remember ?? false });
  remember.setAttribute('aria-describedby', 'remember-hint');

  let waiting = false;
  const refresh = () => {
    entry.refresh();
    send.disabled = waiting || !entry.ready() || (lastTry && !sure.checked);
  };
  const expire = () => {
    entry.empty();
    places.outcome.replaceChildren(el('p', { className: 'box bad' }, texts.expired));
    end(setting, places);
  };
  const timer = setTimeout(
    () => {
      clearInterval(watch);
      expire();
    },
    Math.max(0, Date.parse(prompt.expiresAt) - Date.now()),
  );
  const watch = setInterval(() => {
    void setting.hasLeft().then((left) => {
      if (!left || waiting || !send.isConnected) return;
      stop();
      entry.empty();
      places.state.replaceChildren();
      places.outcome.replaceChildren(removedBox(texts, purpose));
      end(setting, places, setting.close);
    });
  }, lookEvery);
  const stop = () => {
    clearTimeout(timer);
    clearInterval(watch);
  };

  const press = async () => {
    if (send.disabled) return;
    waiting = true;
    stop();
    const kept = entry.unsent();
    const secrets = entry.take();
    const remembered = remember.checked;
    entry.disable();
    sure.disabled = true;
    remember.disabled = true;
    refresh();
    send.textContent = texts.waiting;
    try {
      const sealed = await sealPin(prompt, secrets);
      const answer = await setting.submit(sealed, remembered);
      if (answer.kind === 'accepted') setting.close();
      else if (answer.prompt === undefined) refuseForGood(setting, places, answer.failure);
      else ask(setting, answer.prompt, places, { failure: answer.failure, remember: remembered, kept });
    } catch (thrown) {
      refuseForGood(setting, places, toFailure(thrown));
    } finally {
      secrets.fill(0);
    }
  };

  const entry = entryOf({ purpose, token, texts, changed: refresh, press: () => void press() });
  sure.addEventListener('change', refresh);
  send.addEventListener('click', () => void press());
  cancel.addEventListener('click', () => {
    stop();
    entry.empty();
    void setting.cancel();
  });

  places.entry.dataset['fields'] = String(entry.count);
  places.entry.replaceChildren(
    ...entry.nodes,
    ...(lastTry
      ? [
          el(
            'label',
            { className: 'tick' },
            sure,
            purpose === 'unblock' ? texts.lastPukTick : texts.lastTryTick,
          ),
        ]
      : []),
    ...(purpose === 'sign'
      ? [
          el('label', { className: 'tick' }, remember, texts.remember),
          el('p', { id: 'remember-hint', className: 'explain' }, texts.rememberHint),
        ]
      : []),
    el('div', { className: 'buttons' }, cancel, send),
  );
  // A wrong old PIN or PUK says nothing against the new PIN.
  if (failure?.code === 'PIN_INCORRECT' || failure?.code === 'PUK_INCORRECT') entry.keep(before?.kept ?? []);
  refresh();
  entry.focus();
}

/** The token was pulled out before anything was sent to it. */
function removedBox(texts: PinTexts, purpose: PinFormSetting['description']['purpose']): HTMLElement {
  const box = el('p', { className: 'box bad' }, purpose === 'sign' ? texts.removedSign : texts.removed);
  box.setAttribute('role', 'alert');
  return box;
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

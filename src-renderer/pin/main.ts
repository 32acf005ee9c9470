/**
 * The PIN prompt: a page of its own, without frameworks, so that its memory holds the PIN only while it is typed.
 * The PIN is sealed to the token host here; shell, window and core carry what they cannot read.
 */
import '@fontsource/be-vietnam-pro/latin-400.css';
import '@fontsource/be-vietnam-pro/latin-600.css';
import '@fontsource/be-vietnam-pro/vietnamese-400.css';
import '@fontsource/be-vietnam-pro/vietnamese-600.css';
import './pin.css';
import { toFailure } from '#shared/contract/errors.ts';
import { callPin, openPinDoor } from './door.ts';
import { showPinForm } from './pin-form.ts';
import { el, setUpPage, showScheme } from './page.ts';
import { failureBox } from './failure-box.ts';

const bridge = openPinDoor();
const { language, texts, jobId } = setUpPage(new URLSearchParams(location.search));

/** Cancels the job, then closes; closes too when the core no longer answers. */
async function cancel(): Promise<void> {
  try {
    await callPin(bridge, 'pin.cancel', { jobId });
  } finally {
    await bridge.close();
  }
}

// From the parent frame (its backdrop was asked to close) and from the keyboard: cancelling spends nothing.
addEventListener('message', (event: MessageEvent<unknown>) => {
  const { data } = event;
  if (event.source !== window.parent || typeof data !== 'object' || data === null) return;
  if (!('kind' in data)) return;
  if (data.kind === 'pin-cancel') void cancel();
  if (data.kind === 'pin-scheme' && 'scheme' in data) showScheme(data.scheme);
});
addEventListener('keydown', (event) => {
  if (event.key === 'Escape') void cancel();
});

const root = document.getElementById('pin');
if (root === null) throw new Error('pin.html has no #pin');
// The frame around the prompt grows with it; a number only, so any parent may read it.
new ResizeObserver(() => {
  const height = Math.ceil(root.getBoundingClientRect().bottom + scrollY);
  window.parent.postMessage({ kind: 'pin-height', height }, '*');
}).observe(root);
try {
  const description = await callPin(bridge, 'pin.describe', { jobId });
  showPinForm({
    root,
    description,
    language,
    texts,
    submit: (sealed, remember) =>
      callPin(bridge, 'pin.submit', {
        jobId,
        sealed,
        ...(description.purpose === 'sign' ? { remember } : {}),
      }),
    hasLeft: async () => {
      try {
        await callPin(bridge, 'pin.describe', { jobId });
        return false;
      } catch (thrown) {
        // Any other answer is the press's business, or the next second's.
        return toFailure(thrown).code === 'TOKEN_REMOVED';
      }
    },
    cancel,
    close: () => void bridge.close(),
  });
} catch (thrown) {
  const close = el('button', { type: 'button', className: 'primary' }, texts.close);
  close.addEventListener('click', () => void cancel());
  root.replaceChildren(
    el('h1', {}, texts.purpose.sign.title),
    failureBox(toFailure(thrown), language, texts),
    el('div', { className: 'buttons' }, close),
  );
  close.focus();
}

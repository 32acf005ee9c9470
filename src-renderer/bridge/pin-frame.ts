/**
 * The PIN prompt of the browser shell: a modal frame from another site (`localhost` against this page's `127.0.0.1`),
 * so that the browser runs it in another process and this page can read neither its fields nor its memory.
 */
import { z } from 'zod';
import { settleFocus } from '../components/settle-focus.ts';

/** What the prompt may tell this page: that it is over, and how high it would like to be (CSS px). */
const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pin-closed') }),
  z.object({ kind: z.literal('pin-height'), height: z.number().min(100).max(2000) }),
]);

/** Shows the prompt and resolves when it says that it has closed, or when Esc or its own Cancel removed it. */
export function showPinFrame(url: URL, jobId: string): Promise<void> {
  const address = new URL(url);
  address.searchParams.set('job', jobId);
  address.searchParams.set('lang', document.documentElement.lang);
  address.searchParams.set('scheme', document.documentElement.dataset['mantineColorScheme'] ?? 'light');
  return new Promise((resolve) => {
    const returnTo = document.activeElement;
    const dialog = document.createElement('dialog');
    dialog.className = 'pin-frame';
    dialog.setAttribute(
      'aria-label',
      document.documentElement.lang === 'en' ? 'Enter the PIN' : 'Nhập mã PIN',
    );
    const frame = document.createElement('iframe');
    frame.title = dialog.getAttribute('aria-label') ?? '';
    frame.setAttribute('referrerpolicy', 'no-referrer');
    frame.setAttribute('sandbox', 'allow-scripts allow-same-origin');
    frame.src = address.href;
    dialog.append(frame);

    // The theme may change while the prompt is open (the system's evening, another window of ours).
    const root = document.documentElement;
    const themes = new MutationObserver(() => {
      const scheme = root.dataset['mantineColorScheme'] ?? 'light';
      frame.contentWindow?.postMessage({ kind: 'pin-scheme', scheme }, address.origin);
    });
    themes.observe(root, { attributeFilter: ['data-mantine-color-scheme'] });

    const finish = () => {
      themes.disconnect();
      window.removeEventListener('message', onMessage);
      frame.remove();
      dialog.close();
      dialog.remove();
      // The button that began is switched off while its job runs: then the dialog beneath has the focus.
      settleFocus(returnTo);
      resolve();
    };
    const onMessage = (event: MessageEvent<unknown>) => {
      if (event.origin !== address.origin || event.source !== frame.contentWindow) return;
      const message = messageSchema.safeParse(event.data);
      if (!message.success) return;
      if (message.data.kind === 'pin-closed') finish();
      else dialog.style.height = `min(${message.data.height}px, 96vh)`;
    };
    window.addEventListener('message', onMessage);
    // Esc while the focus is outside the frame; inside, the prompt handles it and cancels the job itself.
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      frame.contentWindow?.postMessage({ kind: 'pin-cancel' }, address.origin);
    });
    frame.addEventListener('load', () => frame.focus());
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Closing the window while documents are being signed: asked about, in words; nothing else holds a window open. */
import type { Core } from '#shared/contract/ipc.ts';

/** The page of the window, which has asked not to be unloaded (`beforeunload`). */
export interface ClosingContents {
  on(event: 'will-prevent-unload', told: (event: { preventDefault(): void }) => void): unknown;
}

/** What is asked, both languages of the program: the shell does not know which one the window speaks. */
export const closingQuestion = {
  title: 'DVCTT Desktop',
  message: 'Đang ký dở nhiều hồ sơ. Vẫn đóng? · Documents are being signed. Close all the same?',
  detail:
    'Phần đã ký vẫn giữ trên máy này và không phải ký lại; phần chưa ký thì ký tiếp sau.\n' +
    'What is signed is kept on this machine; the rest can be signed later.',
  buttons: ['Ở lại · Stay', 'Vẫn đóng · Close'],
  stay: 0,
  close: 1,
} as const;

/**
 * Without an answer Electron would keep the window open and say nothing. `ask` tells whether to close. A page that holds
 * on for another reason (a draft that is being written) is left to it: it lets go by itself. Returns what unsubscribes.
 */
export function askBeforeClosing(
  contents: ClosingContents,
  core: Pick<Core, 'subscribe'>,
  ask: () => boolean,
): () => void {
  let signing = false;
  const unsubscribe = core.subscribe((event) => {
    if (event.name === 'core.restarted') signing = false;
    if (event.name !== 'batch.progress') return;
    const { phase } = event.payload;
    signing = !['paused', 'done', 'cancelled', 'failed'].includes(phase);
  });
  contents.on('will-prevent-unload', (event) => {
    // “Preventing” this event lets the page go.
    if (signing && ask()) event.preventDefault();
  });
  return unsubscribe;
}

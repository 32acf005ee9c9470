import type { ModuleSurvey } from '#shared/contract/token-host.ts';
import type { TokenView } from '#shared/contract/tokens.ts';

/** Whether a fresh look at the readers says that a token has left: its reader is gone, empty, or holds another one. */
export function hasLeft(token: Pick<TokenView, 'serial' | 'reader'>, survey: ModuleSurvey): boolean {
  if (survey.tokens.some(({ serial }) => serial === token.serial)) return false;
  const reader = survey.module.readers.find(({ name }) => name === token.reader);
  if (reader?.tokenPresent !== true) return true;
  // A token that is there but cannot be read may be ours, kept busy by the very call that is being watched.
  return survey.tokens.some((other) => other.reader === token.reader);
}

/**
 * Watches a call on a token that may be pulled out while the module works. Some modules (OpenSC 0.23 among them) then
 * wait for ever in a lock of their own; so when the call takes longer than `after` ms, `look` is asked, again and
 * again, and `removed` is called once when the token has left. A look that fails says nothing.
 */
export async function watchRemoval<T>(
  call: Promise<T>,
  token: Pick<TokenView, 'serial' | 'reader'>,
  watch: {
    readonly after: number;
    readonly look: () => Promise<ModuleSurvey>;
    readonly removed: () => void;
  },
): Promise<T> {
  let over = false;
  let timer: NodeJS.Timeout | undefined;
  const check = async () => {
    const left = await watch.look().then(
      (survey) => hasLeft(token, survey),
      () => false,
    );
    // Set by the finally below while the look was under way.
    if (isOver()) return;
    if (left) watch.removed();
    else schedule();
  };
  const isOver = () => over;
  const schedule = () => {
    timer = setTimeout(() => void check(), watch.after);
  };
  schedule();
  try {
    return await call;
  } finally {
    over = true;
    clearTimeout(timer);
  }
}

import type { TokenView } from '#shared/contract/tokens.ts';

type Named = Pick<TokenView, 'serial' | 'label'>;

/** Which tokens came and which left between two lists. */
export function tokenNews(before: readonly Named[], now: readonly Named[]) {
  const lacks = (list: readonly Named[]) => (token: Named) =>
    !list.some(({ serial }) => serial === token.serial);
  const labels = (tokens: readonly Named[]) =>
    tokens.map(({ label, serial }) => (label === '' ? serial : label));
  return { came: labels(now.filter(lacks(before))), left: labels(before.filter(lacks(now))) };
}

import type { FailureCode } from '#shared/contract/errors.ts';

type Told = 'LINK_EXPIRED' | 'LINK_REPLACED' | 'LINK_USED' | 'LINK_UNKNOWN' | 'LINK_WRONG_SERVER';

/** What a person does after a link was refused. */
export interface NextStep {
  /** Texts `link.next.*`: who has to do what. */
  readonly words?: Told;
  readonly way?: 'list' | 'doctor';
  /** What is done already is no trouble. */
  readonly tone: 'info' | 'bad';
  /** Trying the same link again can help. */
  readonly retry: boolean;
}

const refused = (words: Told): NextStep => ({ words, tone: 'bad', retry: false });
const noLine: NextStep = { way: 'doctor', tone: 'bad', retry: true };

const steps: Readonly<Partial<Record<FailureCode, NextStep>>> = {
  LINK_EXPIRED: refused('LINK_EXPIRED'),
  LINK_REPLACED: refused('LINK_REPLACED'),
  LINK_UNKNOWN: refused('LINK_UNKNOWN'),
  LINK_WRONG_SERVER: refused('LINK_WRONG_SERVER'),
  LINK_USED: { words: 'LINK_USED', way: 'list', tone: 'info', retry: false },
  BACKEND_UNREACHABLE: noLine,
  BACKEND_INSECURE: noLine,
  BACKEND_PROXY_PAGE: noLine,
};

/** The way on from each refusal of `links.open`. A link that was refused for good is never offered again. */
export function linkNextStep(code: FailureCode): NextStep {
  return steps[code] ?? { tone: 'bad', retry: true };
}

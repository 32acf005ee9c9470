import type { FailureCode } from '#shared/contract/errors.ts';

type Told = 'LINK_EXPIRED' | 'LINK_USED' | 'LINK_UNKNOWN' | 'LINK_WRONG_SERVER';

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

/** The way on from each refusal of `links.open`. A link that was refused for good is never offered again. */
export function linkNextStep(code: FailureCode): NextStep {
  switch (code) {
    case 'LINK_EXPIRED':
    case 'LINK_UNKNOWN':
    case 'LINK_WRONG_SERVER':
      return { words: code, tone: 'bad', retry: false };
    case 'LINK_USED':
      return { words: code, way: 'list', tone: 'info', retry: false };
    case 'BACKEND_UNREACHABLE':
    case 'BACKEND_INSECURE':
    case 'BACKEND_PROXY_PAGE':
      return { way: 'doctor', tone: 'bad', retry: true };
    default:
      return { tone: 'bad', retry: true };
  }
}

/** One thing that a bad line or a middlebox does to a request. Times in milliseconds. */
export type Fault =
  /** Cut before the server heard of it. */
  | { readonly kind: 'lost-request' }
  /** The server has done it; nobody hears its answer. */
  | { readonly kind: 'lost-answer' }
  /** The answer ends in the middle of its body. */
  | { readonly kind: 'half-answer' }
  /** A sick gateway, with a page of its own. */
  | { readonly kind: 'gateway'; readonly status: 500 | 502 | 503 | 504 }
  /** A captive portal: 200 and a page to sign in at. */
  | { readonly kind: 'portal' }
  /** The server hears it twice; the sender gets the second answer. */
  | { readonly kind: 'doubled' }
  /** The sender hears nothing, and the server hears it only after later requests. */
  | { readonly kind: 'straggler'; readonly ms: number }
  /** It arrives late, so that others overtake it. */
  | { readonly kind: 'late-request'; readonly ms: number }
  /** Its answer arrives late. */
  | { readonly kind: 'late-answer'; readonly ms: number }
  /** Who sits on the line changes the text of the answer. */
  | { readonly kind: 'altered'; readonly alter: (text: string) => string }
  /** The session has ended in the middle of the work. */
  | { readonly kind: 'session-ended' };

export type FaultKind = Fault['kind'];

/** What a plan is asked about. */
export interface PassingRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** 0 for the first request that passed the line. */
  readonly place: number;
}

/** Decides what happens to a request; undefined lets it pass. */
export type FaultPlan = (request: PassingRequest) => Fault | undefined;

/** The three texts of a failure, in one language: what happened, why, and what to do next. */
export interface FailureText {
  readonly heading: string;
  readonly explanation: string;
  readonly remedy: string;
}

/** Texts of one failure in both languages; Vietnamese is the first language of the product. */
export interface FailureTexts {
  readonly vi: FailureText;
  readonly en: FailureText;
}

/** Shorthand so that each catalogue file reads as a table: heading, explanation, remedy — vi then en. */
export function texts(
  vi: readonly [string, string, string],
  en: readonly [string, string, string],
): FailureTexts {
  return {
    vi: { heading: vi[0], explanation: vi[1], remedy: vi[2] },
    en: { heading: en[0], explanation: en[1], remedy: en[2] },
  };
}

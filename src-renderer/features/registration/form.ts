import type { ValidationIssue } from '#shared/contract/issue.ts';
import type { RegistrationContent } from '#shared/domain/registration/registration.ts';

/** What every step of the wizard works on. */
export interface RegistrationForm {
  readonly content: RegistrationContent;
  /** What stands at KBNN now, in a change. */
  readonly before: RegistrationContent | undefined;
  readonly readOnly: boolean;
  readonly edit: (change: (content: RegistrationContent) => RegistrationContent) => void;
  /** Keeps what was typed and answers what is wrong with it: what is shown may be a moment behind the keys. */
  readonly settle: () => Promise<readonly ValidationIssue[]>;
}

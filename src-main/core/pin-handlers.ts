import type { SigningDesk } from '../signing/desk.ts';
import type { PinJobs } from '../pin/pin-jobs.ts';
import type { PromptWatch } from '../pin/prompt-watch.ts';
import type { RememberedLogins } from '../pin/remembered-logins.ts';
import type { TokenDesk } from '../pin/token-desk.ts';
import type { Handlers } from './handlers.ts';

/** Calls about PINs: the prompt's own, work on tokens that asks for one, and logins that are kept. */
export function makePinHandlers({
  tokenDesk,
  signing,
  jobs,
  logins,
  prompts,
}: {
  readonly tokenDesk: TokenDesk;
  readonly signing: SigningDesk;
  readonly jobs: PinJobs;
  readonly logins: RememberedLogins;
  readonly prompts: PromptWatch;
}): Pick<
  Handlers,
  | 'tokens.changePin'
  | 'tokens.unblockPin'
  | 'tokens.challenge'
  | 'tokens.selfTest'
  | 'tokens.job'
  | 'tokens.cancelJob'
  | 'signing.start'
  | 'signing.status'
  | 'signing.cancel'
  | 'signing.remembered'
  | 'signing.forget'
  | 'pin.describe'
  | 'pin.submit'
  | 'pin.cancel'
  | 'shell.screenLocked'
> {
  return {
    'tokens.changePin': ({ tokenSerial }) => tokenDesk.changePin(tokenSerial),
    'tokens.unblockPin': ({ tokenSerial }) => tokenDesk.unblockPin(tokenSerial),
    'tokens.challenge': ({ certificateId }) => tokenDesk.challenge(certificateId),
    'tokens.selfTest': (request) => tokenDesk.selfTest(request),
    'tokens.job': ({ jobId }) => tokenDesk.job(jobId).view(),
    'tokens.cancelJob': async ({ jobId }) => {
      const job = tokenDesk.job(jobId);
      await job.cancel();
      return job.view();
    },

    'signing.start': (request) => signing.start(request),
    'signing.status': ({ jobId }) => signing.job(jobId).view(),
    'signing.cancel': async ({ jobId }) => {
      const job = signing.job(jobId);
      await job.cancel();
      return job.view();
    },
    'signing.remembered': () => logins.view(),
    'signing.forget': async () => {
      await logins.forgetAll();
      return logins.view();
    },

    'pin.describe': ({ jobId }) => {
      const job = jobs.find(jobId);
      const description = job.describePin();
      prompts.pageAsked();
      return description;
    },
    'pin.submit': ({ jobId, sealed, remember }) =>
      jobs.find(jobId).enterPin(sealed, { remember: remember === true }),
    'pin.cancel': async ({ jobId }) => {
      await jobs.find(jobId).cancel();
      return {};
    },

    'shell.screenLocked': async () => {
      await logins.forgetAll();
      return {};
    },
  };
}

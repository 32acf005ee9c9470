import { DvcttError } from '#shared/contract/errors.ts';
import type { CoreEvent } from '#shared/contract/ipc.ts';
import type { TokenJob } from '#shared/contract/token-jobs.ts';
import type { TokenService } from '../tokens/token-service.ts';
import { challengeTask } from './challenge.ts';
import { changePinTask, unblockPinTask } from './change-pin.ts';
import type { PinJobs } from './pin-jobs.ts';
import type { PinTask } from './pin-task.ts';
import type { RememberedLogins } from './remembered-logins.ts';
import { selfTestTask, type SelfTestOf } from './self-test.ts';
import { TokenPinJob } from './token-pin-job.ts';

export interface TokenDeskServices {
  readonly tokens: TokenService;
  readonly jobs: PinJobs;
  readonly logins: RememberedLogins;
  readonly emit: (event: CoreEvent) => void;
}

/**
 * Begins work on tokens that asks for a PIN. It needs nobody signed in: IT support does it too. What the state of the
 * token forbids is thrown before anyone is asked, and then there is no job.
 */
export class TokenDesk {
  readonly #services: TokenDeskServices;

  constructor(services: TokenDeskServices) {
    this.#services = services;
  }

  /** @throws PIN_LOCKED, TOKEN_NOT_FOUND, PIN_PAD_UNSUPPORTED … */
  changePin(tokenSerial: string): Promise<TokenJob> {
    return this.#ask(changePinTask(this.#services.tokens, tokenSerial));
  }

  /** @throws PUK_LOCKED, TOKEN_NOT_FOUND, PIN_UNBLOCK_UNSUPPORTED … */
  unblockPin(tokenSerial: string): Promise<TokenJob> {
    return this.#ask(unblockPinTask(this.#services.tokens, tokenSerial));
  }

  /** An expired certificate may be challenged: the question is whether the key works. @throws CERT_NO_PRIVATE_KEY … */
  async challenge(certificateId: string): Promise<TokenJob> {
    const { tokens } = this.#services;
    const certificate = await tokens.certificate(certificateId);
    if (certificate.view.privateKey === 'absent') {
      throw new DvcttError('CERT_NO_PRIVATE_KEY', { serial: certificate.view.serial });
    }
    return this.#ask(challengeTask(tokens, certificate));
  }

  async selfTest(request: SelfTestOf & { readonly withPin: boolean }): Promise<TokenJob> {
    const { tokens, jobs } = this.#services;
    const { modulePath, tokenSerial, withPin } = request;
    const task = selfTestTask(tokens, request);
    if (withPin) return this.#ask(task);
    const job = this.#job(task);
    jobs.add(job);
    await job.workWithoutPin(() => tokens.selfTest(modulePath, { tokenSerial }));
    return job.view();
  }

  /** @throws SIGNING_JOB_UNKNOWN */
  job(jobId: string): TokenPinJob {
    return this.#services.jobs.findKind(jobId, TokenPinJob);
  }

  async #ask(task: PinTask): Promise<TokenJob> {
    // A remembered login would keep the token from being logged in to again, and its PIN is about to change.
    await this.#services.logins.free(task.tokenSerial);
    const job = this.#job(task);
    await job.ask();
    this.#services.jobs.add(job);
    return job.view();
  }

  #job(task: PinTask): TokenPinJob {
    const { tokens, emit } = this.#services;
    return new TokenPinJob(task, { cancelPrompt: (promptId) => tokens.cancelPinPrompt(promptId), emit });
  }
}

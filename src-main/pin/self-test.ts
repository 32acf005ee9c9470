import { failureCodeSchema, type Failure } from '#shared/contract/errors.ts';
import type { SelfTestStep } from '#shared/contract/token-jobs.ts';
import type { TokenService } from '../tokens/token-service.ts';
import { refused, type PinTask } from './pin-task.ts';

export interface SelfTestOf {
  readonly modulePath: string;
  readonly tokenSerial: string;
}

/** What a module can do with a token, the signatures of its private keys included: for those a PIN is asked. */
export function selfTestTask(tokens: TokenService, { modulePath, tokenSerial }: SelfTestOf): PinTask {
  return {
    purpose: 'self-test',
    tokenSerial,
    about: { owner: '', certificateSerial: '', algorithm: '' },
    openPrompt: () => tokens.openTokenPrompt(tokenSerial, 'self-test', modulePath),
    attempt: async (sealed) => {
      const steps = await tokens.selfTest(modulePath, { tokenSerial, sealed });
      const failure = loginFailure(steps);
      // Nothing that needs the login was tried: the person may enter the PIN again.
      return failure === undefined ? { kind: 'accepted', outcome: Promise.resolve(steps) } : refused(failure);
    },
  };
}

/** Why the PIN was refused, which is the one step of a self-test that a person can mend; undefined when it was not. */
function loginFailure(steps: readonly SelfTestStep[]): Failure | undefined {
  const login = steps.find(({ name, outcome }) => name === 'C_Login' && outcome === 'failed');
  if (login === undefined) return undefined;
  const code = failureCodeSchema.safeParse(login.note);
  const details = login.ckr === undefined ? undefined : { ckr: login.ckr };
  return { code: code.success ? code.data : 'TOKEN_ERROR', ...(details === undefined ? {} : { details }) };
}

import type { TokenService } from '../tokens/token-service.ts';
import type { PinTask } from './pin-task.ts';

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
    openPrompt: () => tokens.openTokenPrompt(tokenSerial, 'self-test'),
    attempt: async (sealed) => {
      const steps = await tokens.selfTest(modulePath, { tokenSerial, sealed });
      return { kind: 'accepted', outcome: Promise.resolve(steps) };
    },
  };
}

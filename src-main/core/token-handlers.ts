import type { Session } from '../session/session.ts';
import { certificatesFor } from '../tokens/certificates-for.ts';
import type { TokenService } from '../tokens/token-service.ts';
import type { Handlers } from './handlers.ts';

/** How long a window waits for further modules once one has answered, ms: a module that hangs must not be felt. */
const patience = 60;

/** Calls about tokens, certificates, modules and the trace. */
export function makeTokenHandlers(services: {
  readonly tokens: TokenService;
  readonly session: Session;
}): Pick<
  Handlers,
  | 'tokens.list'
  | 'tokens.lookAgain'
  | 'certificates.list'
  | 'modules.add'
  | 'modules.remove'
  | 'trace.set'
  | 'trace.read'
  | 'trace.clear'
> {
  const { tokens } = services;
  return {
    'tokens.list': () => tokens.list({ patience }),
    'tokens.lookAgain': () => tokens.lookAgain({ patience }),
    'certificates.list': () => certificatesFor(services, { patience }),
    'modules.add': ({ path }) => tokens.addModule(path),
    'modules.remove': async ({ path }) => {
      await tokens.removeModule(path);
      return tokens.list({ patience });
    },
    'trace.set': ({ on }) => tokens.trace.set(on),
    'trace.read': () => tokens.trace.read(),
    'trace.clear': () => tokens.trace.clear(),
  };
}

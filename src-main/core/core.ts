import { join } from 'node:path';
import { modulesToUse } from '#native/catalogue/installed-modules.ts';
import { DvcttError } from '#shared/contract/errors.ts';
import {
  coreCalls,
  type CallInput,
  type CallName,
  type CallOutput,
  type Core,
  type CoreEvent,
} from '#shared/contract/ipc.ts';
import { BackendClient } from '../backend-client/backend-client.ts';
import { BlobStore } from '../blobs/blob-store.ts';
import { openDatabase } from '../drafts/database.ts';
import { DraftStore } from '../drafts/draft-store.ts';
import { Session } from '../session/session.ts';
import { SigningDesk } from '../signing/desk.ts';
import { createTokenService } from '../tokens/create-token-service.ts';
import { readTrust } from '../trust/trust-store.ts';
import { makeHandlers, type Handlers } from './handlers.ts';
import { coreOptionsSchema, type CoreOptions } from './options.ts';

/** Builds the working part of the program. It knows nothing of windows; a shell carries its calls and events. */
export function createCore(given: CoreOptions, now: () => Date = () => new Date()): Promise<Core> {
  const options = coreOptionsSchema.parse(given);
  const listeners = new Set<(event: CoreEvent) => void>();
  const emit = (event: CoreEvent) => {
    for (const listener of listeners) listener(event);
  };

  const backend = new BackendClient(options.backendUrl);
  const session = new Session(backend);
  const drafts = new DraftStore(openDatabase(join(options.dataFolder, 'drafts.sqlite')), now);
  const blobs = new BlobStore(join(options.dataFolder, 'blobs'));
  const tokens = createTokenService({ modules: modulesToUse(options.modules), now });
  const trust = () => readTrust(join(options.dataFolder, 'trust'));
  const signing = new SigningDesk({ session, backend, tokens, trust, policy: options.policy, now, emit });
  const handlers = makeHandlers({
    options,
    session,
    backend,
    drafts,
    blobs,
    tokens,
    trust,
    signing,
    now,
    emit,
  });

  return Promise.resolve({
    call: (name, input) => dispatch(handlers, session, name, input),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      await signing.cancelAll();
      await tokens.close();
      drafts.close();
      listeners.clear();
    },
  });
}

/** Parses what came in, runs the call, parses what goes out; every failure leaves as a DvcttError. */
async function dispatch<N extends CallName>(
  handlers: Handlers,
  session: Session,
  name: N,
  input: CallInput<N>,
): Promise<CallOutput<N>> {
  const parsed = coreCalls[name].input.safeParse(input);
  if (!parsed.success) {
    throw new DvcttError('REQUEST_INVALID', {
      call: name,
      path: parsed.error.issues[0]?.path.join('.') ?? '',
    });
  }
  try {
    // `parsed.data` has the type of this very call; TypeScript cannot follow that through the indexed map.
    const handler = handlers[name] as (input: unknown) => unknown;
    return (await handler(parsed.data)) as CallOutput<N>;
  } catch (cause) {
    if (cause instanceof DvcttError && cause.code === 'SESSION_REQUIRED') session.forget();
    throw cause;
  }
}

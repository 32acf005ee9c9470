import { join } from 'node:path';
import type { z } from 'zod';
import { installedModules } from '#native/catalogue/installed-modules.ts';
import { DvcttError } from '#shared/contract/errors.ts';
import {
  coreCalls,
  type CallInput,
  type CallName,
  type CallOutput,
  type Core,
  type CoreEvent,
} from '#shared/contract/ipc.ts';
import { openAccountStores } from '../account-store/stores.ts';
import { BackendClient } from '../backend-client/backend-client.ts';
import { LastChallenge } from '../diagnostics/last-challenge.ts';
import type { Log } from '../logging/log.ts';
import { eventLines, hostLines, loggedCore } from '../logging/logged-core.ts';
import { openProgramLog } from '../logging/program-log.ts';
import { ShownContents } from '../dossiers/shown-contents.ts';
import { PinJobs } from '../pin/pin-jobs.ts';
import { PromptWatch } from '../pin/prompt-watch.ts';
import { RememberedLogins } from '../pin/remembered-logins.ts';
import { TokenDesk } from '../pin/token-desk.ts';
import { PendingLink } from '../registration/pending-link.ts';
import { Announcer } from '../registration/announcer.ts';
import { RegistrationSender } from '../registration/sender.ts';
import { RegistrationShelves } from '../registration/shelves.ts';
import { certificateSource } from '../remote-ca/certificate-source.ts';
import { PendingRequests } from '../remote-ca/pending-requests.ts';
import { RemoteDesk } from '../remote-ca/remote-desk.ts';
import { storesUnder } from '../session/open-stores.ts';
import { Session } from '../session/session.ts';
import { BatchDesk } from '../signing/batch/batch-desk.ts';
import { SigningDesk } from '../signing/desk.ts';
import { StoreKey } from '../store-key/store-key.ts';
import { SyncEngine } from '../sync/sync-engine.ts';
import { addedModulesIn } from '../settings/added-modules.ts';
import { chosenLevel } from '../settings/log-level.ts';
import { SettingsFile } from '../settings/settings-file.ts';
import { seenBy } from '../tokens/certificates-for.ts';
import { createTokenService } from '../tokens/create-token-service.ts';
import { readTrust } from '../trust/trust-store.ts';
import { makeHandlers, type Handlers } from './handlers.ts';
import { coreOptionsSchema, type CoreOptions } from './options.ts';

/** How long the end of the program waits for what is still to be sent (ms). */
const closingDrain = 1_000;

/** Builds the working part of the program. It knows nothing of windows; a shell carries its calls and events. */
export async function createCore(given: CoreOptions, now: () => Date = () => new Date()): Promise<Core> {
  const options = coreOptionsSchema.parse(given);
  const { dataFolder, shell, policy, backendUrl } = options;
  const settings = new SettingsFile(dataFolder, now);
  const log = openProgramLog({
    dataFolder,
    process: 'core',
    level: chosenLevel(settings, process.env),
    facts: { shell, policy, backendUrl },
  });
  try {
    return loggedCore(await buildCore(options, { settings, log, now }), log);
  } catch (cause) {
    log.failed('error', 'program.ended', cause);
    await log.close();
    throw cause;
  }
}

async function buildCore(
  options: z.output<typeof coreOptionsSchema>,
  { settings, log, now }: { readonly settings: SettingsFile; readonly log: Log; readonly now: () => Date },
): Promise<Core> {
  const { dataFolder } = options;
  const listeners = new Set<(event: CoreEvent) => void>();
  const challenges = new LastChallenge();
  const tellLog = eventLines(log);
  const emit = (event: CoreEvent) => {
    tellLog(event);
    challenges.notice(event);
    sender.notice(event);
    pendingRequests.notice(event);
    for (const listener of listeners) listener(event);
  };

  const backend = new BackendClient(options.backendUrl);
  const storeKey = await StoreKey.open(options.storeKey, dataFolder, now);
  const stores = storesUnder(storeKey, (masterKey) =>
    openAccountStores({ folder: dataFolder, masterKey, now }),
  );
  const session: Session = new Session({
    backend,
    stores,
    makeSync: (given) => new SyncEngine({ ...given, backend, now }),
    onLeave: () => leaveTokens(),
    now,
    emit,
  });
  const shelves = new RegistrationShelves(stores, session);
  const sender: RegistrationSender = new RegistrationSender({ shelves, session, backend, now, emit });
  const typing = new Announcer(emit);
  const tokens = createTokenService({
    modules: options.modules,
    added: addedModulesIn(settings),
    onHost: hostLines(log),
    installed: () => installedModules(),
    now,
  });
  /** Tokens are watched while anybody listens. */
  let endWatch: (() => void) | undefined;
  const jobs = new PinJobs();
  const logins = new RememberedLogins({ now, emit });
  /** Whoever leaves takes their open questions and their logins along. */
  const leaveTokens = async () => {
    pendingRequests.leave();
    await jobs.leaveAll();
    await logins.forgetAll();
    await remote.closeAll();
  };
  const trust = () => readTrust(join(dataFolder, 'trust'));
  const remote = new RemoteDesk({
    calls: backend.remoteCa,
    settings,
    trust,
    person: () => session.user?.username,
    seenBy: (views) => seenBy(session, views),
    now,
    emit,
  });
  const pendingRequests: PendingRequests = new PendingRequests({
    session,
    backend,
    judge: { trust, now },
    emit,
  });
  const certificates = certificateSource(tokens, remote);
  const shown = new ShownContents();
  const signingServices = {
    session,
    shown,
    backend,
    tokens,
    certificates,
    remote,
    pendingRequests,
    jobs,
    logins,
    trust,
    policy: options.policy,
    now,
    emit,
  };
  const signing = new SigningDesk(signingServices);
  const batches = new BatchDesk({ ...signingServices, signing });
  const handlers = makeHandlers({
    options,
    session,
    shown,
    backend,
    storeKey,
    shelves,
    sender,
    typing,
    pendingLink: new PendingLink(emit),
    tokens,
    certificates,
    remote,
    pendingRequests,
    trust,
    signing,
    batches,
    lastChallenge: challenges.read,
    tokenDesk: new TokenDesk({ tokens, jobs, logins, emit }),
    jobs,
    logins,
    prompts: new PromptWatch(tokens, jobs),
    log,
    settings,
    now,
    emit,
  });

  const noticeFailure = (failure: DvcttError) => {
    if (failure.code === 'STORE_DAMAGED') shelves.reopenMachine();
    return session.noticeFailure(failure);
  };

  return {
    call: (name, input) => dispatch(handlers, noticeFailure, name, input),
    subscribe: (listener) => {
      listeners.add(listener);
      // A window is there. Commands that ask one thing leave the machine's store to the program that has one.
      if (endWatch === undefined) void sender.wake();
      endWatch ??= tokens.watch(() => emit({ name: 'tokens.changed', payload: {} }));
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        endWatch?.();
        endWatch = undefined;
      };
    },
    close: async () => {
      sender.close();
      typing.close();
      await leaveTokens();
      await session.close(closingDrain);
      shelves.close();
      await tokens.close();
      listeners.clear();
    },
  };
}

/** Parses what came in, runs the call, parses what goes out; every failure leaves as a DvcttError. */
async function dispatch<N extends CallName>(
  handlers: Handlers,
  noticeFailure: (failure: DvcttError) => DvcttError,
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
    throw cause instanceof DvcttError ? noticeFailure(cause) : cause;
  }
}

import { neededDriver, vendorsOfCard } from '#native/catalogue/needed-driver.ts';
import type { InstalledModule } from '#native/catalogue/installed-modules.ts';
import { hostEntry } from '#native/host-entry.ts';
import { isInSystemFolder, requireSafePlace } from '#native/pkcs11/module-place.ts';
import type { DvcttError } from '#shared/contract/errors.ts';
import type { TokenHostCall } from '#shared/contract/token-host.ts';
import { forgetfulModules, type AddedModules } from './added-modules.ts';
import {
  hostStartDeadline,
  idleAfter,
  promptLifetime,
  removalCheckAfter,
  tokenDeadlines,
  trialDeadline,
} from './deadlines.ts';
import type { ModulePlace } from './host-client.ts';
import type { HostEvent } from './host-event.ts';
import { ModuleClient } from './module-client.ts';
import { ModuleSet } from './module-set.ts';
import { tryModule } from './module-trial.ts';
import { ModulesTokenService } from './modules-token-service.ts';
import type { TokenService } from './token-service.ts';
import { TraceLog } from './trace-log.ts';
import { PcscListener } from './watch/pcsc-listener.ts';
import { TokenWatch } from './watch/token-watch.ts';
import { WatchedModule } from './watched-module.ts';

export interface TokenServiceOptions {
  /** Absolute paths of PKCS#11 modules that are named; the first that shows a token is the one it is used through. */
  readonly modules: readonly string[];
  /** Modules that a person has added; forgotten with the service when left out. */
  readonly added?: AddedModules;
  /** Looks which modules of the catalogue this machine has; none are used when left out. */
  readonly installed?: () => readonly InstalledModule[];
  /** Program of the token host; found beside this code when left out. */
  readonly forkEntry?: string;
  /** Program of the PC/SC listener; found beside this code when left out. */
  readonly pcscEntry?: string;
  /** Laid over the environment of the token hosts and of the listener, e.g. SOFTHSM2_CONF. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Clock against which certificates are judged. */
  readonly now?: () => Date;
  /** Overrides of the deadlines, ms. */
  readonly deadlines?: Partial<Readonly<Record<TokenHostCall, number>>>;
  /** Of everything that a module does when it is tried, ms. */
  readonly trialDeadline?: number;
  readonly idleAfter?: number;
  /** Shortest time between two polls of a module that PC/SC does not speak for, ms. */
  readonly pollEvery?: number;
  readonly promptLifetime?: number;
  /** Told of every token host that begins and ends. */
  readonly onHost?: (event: HostEvent) => void;
  /** Issuers (DER) besides those on the tokens, from which chains are completed. */
  readonly intermediates?: readonly Uint8Array[];
}

/** For diagnosis and tests. */
export interface TokenProcesses {
  /** Process numbers of the running hosts by module path. */
  hostPids(): ReadonlyMap<string, number>;
  /** Process number of the PC/SC listener, while there is one. */
  listenerPid(): number | undefined;
}

/** Token service over one token host process per module; nothing is started before the first call. */
export function createTokenService(options: TokenServiceOptions): TokenService & TokenProcesses {
  const env = options.env ?? {};
  const log = new TraceLog();
  const hostOptions = (modulePath: string) => ({
    modulePath,
    place: (): ModulePlace => ({ path: requireSafePlace(modulePath), ofTheSystem: false }),
    entry: options.forkEntry ?? hostEntry('token-host'),
    env,
    deadlines: { ...tokenDeadlines, ...options.deadlines },
    startDeadline: hostStartDeadline,
    idleAfter: options.idleAfter ?? idleAfter,
    removalCheckAfter,
    onTraced: (pid: number, traced: Parameters<TraceLog['take']>[2]) => log.take(modulePath, pid, traced),
    onStart: (pid: number) => options.onHost?.({ kind: 'started', module: modulePath, pid }),
    onEnd: (pid: number, death: DvcttError) => {
      log.hostEnded(pid);
      options.onHost?.({ kind: 'ended', module: modulePath, pid, death });
    },
  });
  const added = options.added ?? forgetfulModules();
  const installed = options.installed ?? (() => []);
  const watchers = new Set<() => void>();
  const modules: ModuleSet = new ModuleSet({
    named: options.modules,
    added,
    installed,
    make: (path, origin, vendor) => {
      const client = new ModuleClient({
        ...hostOptions(path),
        // A place may become unsafe at any time; only what was installed into the system's own folders is its matter.
        ...(origin === 'catalogue' && isInSystemFolder(path)
          ? { place: () => ({ path, ofTheSystem: true }) }
          : {}),
      });
      if (log.on) void client.trace(true);
      return new WatchedModule({
        client,
        origin,
        vendor,
        keepAnswers: (survey) => watch.keepAnswers(survey),
        picture: () => watch.picture,
      });
    },
  });
  const watch: TokenWatch = new TokenWatch({
    listen: (told) => new PcscListener({ entry: options.pcscEntry ?? hostEntry('pcsc-watch'), env, told }),
    modules: () => modules.all,
    changed: () => {
      for (const watcher of watchers) watcher();
    },
    ...(options.pollEvery === undefined ? {} : { pollEvery: options.pollEvery }),
  });
  const service = new ModulesTokenService({
    modules,
    added,
    watch,
    watchers,
    log,
    drivers: { driverFor: (atr) => neededDriver(atr), vendorsFor: (atr) => vendorsOfCard(atr) },
    trial: (path) => tryModule(path, hostOptions(path), options.trialDeadline ?? trialDeadline),
    now: options.now ?? (() => new Date()),
    promptLifetime: options.promptLifetime ?? promptLifetime,
    intermediates: options.intermediates ?? [],
  });
  return Object.assign(service, { listenerPid: () => watch.pid });
}

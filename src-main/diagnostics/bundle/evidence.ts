import { arch, freemem, release, totalmem, type, version as osVersion } from 'node:os';
import type { Check, LogLevel } from '#shared/contract/doctor.ts';
import { toFailure, type Failure } from '#shared/contract/errors.ts';
import type { User } from '#shared/contract/ipc.ts';
import type { CertificateView, TokenList } from '#shared/contract/tokens.ts';
import type { Trace } from '#shared/contract/trace.ts';
import { version } from '../../core/version.ts';
import type { LogHealth } from '../../logging/log-lines.ts';
import { readLogTail } from '../../logging/log-tail.ts';
import type { TokenService } from '../../tokens/token-service.ts';
import type { CheckServices } from '../check.ts';
import { wholeList } from '../checks/modules.ts';
import { runChecks, type RunOptions } from '../run.ts';
import { patience, shareLooks } from '../shared-looks.ts';

/** What a bundle is made of, as it was found: nothing of it is redacted yet. */
export interface Evidence {
  readonly at: Date;
  readonly checks: readonly Check[];
  readonly tokens: TokenList | { readonly failure: Failure };
  readonly certificates: readonly CertificateView[];
  /** Certificates that could not be read, and modules that did not answer. */
  readonly problems: readonly Failure[];
  readonly trace: Trace;
  /** Oldest first. */
  readonly logLines: readonly string[];
  readonly system: SystemFacts;
  /** Who is signed in, and who else works in the unit: their names are taken out of everything. */
  readonly user: User | undefined;
  readonly colleagues: readonly string[];
}

export interface SystemFacts {
  readonly program: string;
  readonly node: string;
  readonly electron: string | undefined;
  readonly system: string;
  readonly build: string;
  readonly architecture: string;
  readonly memoryMegabytes: number;
  readonly freeMemoryMegabytes: number;
  readonly locale: string;
  readonly timeZone: string;
  readonly shell: string;
  readonly backendUrl: string;
  readonly dataFolder: string;
  readonly log: (LogHealth & { readonly level?: LogLevel }) | undefined;
}

export type EvidenceServices = CheckServices & {
  readonly tokens: Pick<TokenService, 'list' | 'certificates' | 'trace'>;
  readonly shell: string;
  /** Folder of the log files. */
  readonly logFolder: string;
  /** Left out where this program has no log open. */
  readonly log?: { readonly health: LogHealth; readonly level: LogLevel; flush(): Promise<void> };
  readonly session?: CheckServices['session'] & { readonly user?: User | undefined };
};

/** Lines of the log that go into a bundle. */
const logLines = 500;

/** Runs the checks and gathers what they looked at. Never rejects for a token, a module or a log that fails. */
export async function gatherEvidence(
  services: EvidenceServices,
  options: Pick<RunOptions, 'onChecked'> = {},
): Promise<Evidence> {
  const sight = shareLooks(services);
  const at = services.now();
  const [checks, tokens, certificates] = await Promise.all([
    runChecks(sight, options),
    // The list that the check of the drivers used: no file says of a driver what another file does not.
    wholeList(sight).catch((thrown: unknown) => ({ failure: toFailure(thrown) })),
    sight.tokens.certificates({ patience }).catch((thrown: unknown) => ({
      certificates: [],
      problems: [toFailure(thrown)],
    })),
  ]);
  await services.log?.flush();
  return {
    at,
    checks,
    tokens,
    certificates: certificates.certificates.map(({ view }) => view),
    problems: certificates.problems,
    trace: services.tokens.trace.read(),
    logLines: await readLogTail(services.logFolder, logLines),
    system: systemFacts(services),
    user: services.session?.user ?? services.session?.workspace?.user,
    colleagues: services.session?.workspace?.unit.members.map(({ name }) => name) ?? [],
  };
}

const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);

function systemFacts({ backend, dataFolder, log, shell }: EvidenceServices): SystemFacts {
  const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return {
    program: version,
    node: process.versions.node,
    electron: process.versions['electron'],
    system: `${type()} ${release()}`,
    build: osVersion(),
    architecture: arch(),
    memoryMegabytes: megabytes(totalmem()),
    freeMemoryMegabytes: megabytes(freemem()),
    locale,
    timeZone,
    shell,
    backendUrl: backend.url,
    dataFolder,
    log: log === undefined ? undefined : { ...log.health, level: log.level },
  };
}

import { toFailure } from '#shared/contract/errors.ts';
import type { ModuleTrial } from '#shared/contract/token-jobs.ts';
import { HostClient, type HostClientOptions } from './host-client.ts';

/**
 * Tries a module in a process of its own, which ends with the trial: whether it loads, starts, and shows its readers
 * and tokens within `deadline` ms of the process being up. What it says of itself is told; what it does wrong is the failure. Never rejects.
 */
export async function tryModule(
  path: string,
  options: HostClientOptions,
  deadline: number,
): Promise<ModuleTrial> {
  const start = performance.now();
  const milliseconds = () => Math.round(performance.now() - start);
  const deadlines = { ...options.deadlines, survey: deadline };
  let host: HostClient | undefined;
  try {
    host = new HostClient({ ...options, deadlines });
    const { module, tokens } = await host.call('survey', {});
    const { description, manufacturer, version } = module;
    return {
      path,
      accepted: true,
      description,
      manufacturer,
      version,
      tokens: tokens.length,
      milliseconds: milliseconds(),
    };
  } catch (thrown) {
    const nothing = { description: '', manufacturer: '', version: '', tokens: 0 };
    return { path, accepted: false, failure: toFailure(thrown), ...nothing, milliseconds: milliseconds() };
  } finally {
    host?.kill();
  }
}

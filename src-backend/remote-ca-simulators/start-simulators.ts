/** The simulators as a server of their own, for tests and measurements. */
import fastify from 'fastify';
import { join } from 'node:path';
import { DevCa } from '../dev-ca/dev-ca.ts';
import type { RemoteCaEntry } from '../remote-ca/configuration.ts';
import { stylesheet, stylesheetPath } from '../pages/stylesheet.ts';
import { failureOf, statusOf } from '../http/problem.ts';
import { open } from './provider-room.ts';
import { simulatorProviders, simulatorRoutes, Simulators } from './simulators.ts';

export interface RunningSimulators {
  /** Without a slash at the end. */
  readonly url: string;
  readonly simulators: Simulators;
  /** The entries for the backend's configuration. */
  readonly providers: readonly RemoteCaEntry[];
  close(): Promise<void>;
}

/** @param options `port` 0 takes a free one; `ca` when left out is kept in the folder */
export async function startSimulators(options: {
  readonly port: number;
  readonly folder: string;
  readonly now?: () => Date;
  readonly ca?: DevCa;
}): Promise<RunningSimulators> {
  const now = options.now ?? (() => new Date());
  const ca = options.ca ?? (await DevCa.open(join(options.folder, 'ca'), now));
  const simulators = await Simulators.open(join(options.folder, 'remote-ca-simulators'), ca, now);
  const app = fastify({ forceCloseConnections: 'idle' });
  app.setErrorHandler((thrown, _request, reply) => {
    const failure = failureOf(thrown);
    return reply.code(statusOf(failure.code)).send({ failure: failure.toFailure() });
  });
  let url = '';
  app.get(stylesheetPath, open, (_request, reply) =>
    reply.header('content-type', 'text/css; charset=utf-8').send(stylesheet),
  );
  await app.register(simulatorRoutes, { simulators, publicUrl: () => url });
  url = await app.listen({ host: '127.0.0.1', port: options.port });
  return {
    url,
    simulators,
    providers: simulatorProviders(url, simulators.secrets),
    close: () => app.close(),
  };
}

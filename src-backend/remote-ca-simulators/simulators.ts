/** The simulated providers together: their people, their secrets, their routes, and the phone. */
import { randomBytes } from 'node:crypto';
import type { FastifyPluginCallback, FastifyRequest } from 'fastify';
import { DvcttError } from '#shared/contract/errors.ts';
import type { RemoteProviderId } from '#shared/domain/remote-ca/provider.ts';
import type { DevCa } from '../dev-ca/dev-ca.ts';
import { isLoopback } from '../mail/settings.ts';
import type { RemoteCaEntry } from '../remote-ca/configuration.ts';
import { cscSimulator } from './csc.ts';
import { faultOrderSchema, Faults } from './faults.ts';
import { misaSimulator } from './misa.ts';
import { PhoneRequests } from './phone-requests.ts';
import { phoneRoutes } from './phone/phone-routes.ts';
import { open, type SimulatorRoom, type SimulatorSecrets } from './provider-room.ts';
import { Subscribers, type NewSubscriber } from './subscribers.ts';
import { viettelProfile, viettelSimulator } from './viettel.ts';
import { vnptSimulator } from './vnpt.ts';

export const simulatedProviders = ['VNPT', 'VIETTEL', 'MISA', 'NACENCOMM'] as const;

/** Where a simulated provider answers, below the server's address. */
export const simulatorPath = (provider: RemoteProviderId): string => `/gia-lap/${provider.toLowerCase()}`;

export class Simulators {
  readonly subscribers: Subscribers;
  readonly faults = new Faults();
  readonly requests: PhoneRequests;
  /** Made anew at every start: the server that uses them is told them in the same process. */
  readonly secrets: SimulatorSecrets = {
    spId: `dvctt-${randomBytes(6).toString('hex')}`,
    spPassword: randomBytes(24).toString('base64url'),
  };
  readonly now: () => Date;

  private constructor(subscribers: Subscribers, now: () => Date) {
    this.subscribers = subscribers;
    this.now = now;
    this.requests = new PhoneRequests(subscribers, this.faults, now);
  }

  /** @param folder for the people and their keys, 0700 */
  static async open(folder: string, ca: DevCa, now: () => Date): Promise<Simulators> {
    return new Simulators(await Subscribers.open(folder, ca), now);
  }

  /** For tests: enters a person; the answer has PIN, password and the DER certificate. */
  enrol(person: NewSubscriber) {
    return this.subscribers.enrol(person);
  }
}

/** `/gia-lap/<provider>/…`, `/gia-lap/loi` and `/dien-thoai`. */
export const simulatorRoutes: FastifyPluginCallback<{
  readonly simulators: Simulators;
  readonly publicUrl: () => string;
}> = (app, { simulators, publicUrl }, done) => {
  const room: SimulatorRoom = simulators;
  app.register(vnptSimulator, { room, prefix: simulatorPath('VNPT') });
  app.register(viettelSimulator, { room, prefix: simulatorPath('VIETTEL') });
  app.register(misaSimulator, { room, prefix: simulatorPath('MISA') });
  app.register(cscSimulator, { room, provider: 'NACENCOMM', prefix: simulatorPath('NACENCOMM') });
  app.register(phoneRoutes, { room, publicUrl });
  app.post('/gia-lap/loi', open, (request, reply) => {
    if (!isAtThisMachine(request)) throw new DvcttError('REQUEST_INVALID', { what: 'loopback only' });
    const order = faultOrderSchema.safeParse(request.body);
    if (!order.success) throw new DvcttError('REQUEST_INVALID', { what: 'fault' });
    simulators.faults.order(order.data);
    return reply.code(204).send();
  });
  done();
};

/** By the connection, the name that was called, and no proxy or foreign page in between. */
function isAtThisMachine(request: FastifyRequest): boolean {
  const elsewhere = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'via', 'origin'];
  return (
    isLoopback(request.socket.remoteAddress ?? '') &&
    isLoopback(request.hostname) &&
    elsewhere.every((name) => request.headers[name] === undefined)
  );
}

/**
 * The providers as they stand in the configuration file of `--remote-ca`.
 * @param url where the simulators answer, without a slash at the end
 */
export function simulatorProviders(
  url: string,
  { spId, spPassword }: SimulatorSecrets,
): readonly RemoteCaEntry[] {
  const common = (id: (typeof simulatedProviders)[number]) =>
    ({ id, environment: 'simulator', url: `${url}${simulatorPath(id)}` }) as const;
  return [
    {
      ...common('VNPT'),
      name: 'VNPT SmartCA',
      app: 'VNPT SmartCA',
      adapter: 'vnpt',
      usernameExample: '031180001234',
      spId,
      spPassword,
      asks: 'username-password',
    },
    {
      ...common('VIETTEL'),
      name: 'Viettel MySign',
      app: 'MySign',
      adapter: 'viettel',
      usernameExample: 'CMT_031180001234',
      clientId: spId,
      clientSecret: spPassword,
      profileId: viettelProfile,
      // So that a demo shows what several confirmations are like.
      mostDocuments: 20,
    },
    {
      ...common('MISA'),
      name: 'MISA eSign',
      app: 'MISA eSign',
      adapter: 'misa',
      usernameExample: 'ten@donvi.vn',
      clientId: spId,
      clientKey: spPassword,
    },
    {
      ...common('NACENCOMM'),
      name: 'Nacencomm CA2',
      app: 'CA2 Remote Signing',
      adapter: 'csc',
      url: `${url}${simulatorPath('NACENCOMM')}/csc/v2`,
      usernameExample: '031180001234',
      clientId: spId,
      clientSecret: spPassword,
      schemes: ['rsa-pkcs1', 'rsa-pss', 'ecdsa'],
    },
  ];
}

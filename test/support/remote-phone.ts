/** People of the demo unit with a certificate at a simulated provider, and what they do on their phones. */
import type { Backend } from '#backend/server.ts';
import type { PhoneRequest } from '#backend/remote-ca-simulators/phone-requests.ts';
import type { Simulators, simulatedProviders } from '#backend/remote-ca-simulators/simulators.ts';
import { accountOf } from '#main/shells/cli/demo/people.ts';

/** The simulated providers are asked oftener than a provider would be, so that no test waits for a second to pass. */
export const asksOften = { remoteCaGap: 50 } as const;

export interface RemotePerson {
  readonly provider: (typeof simulatedProviders)[number];
  /** At the provider. */
  readonly username: string;
  readonly password: string | undefined;
  readonly pin: string;
  readonly subscriberId: string;
  /** Upper-case hex. */
  readonly serial: string;
}

export function simulatorsOf({ simulators }: Backend): Simulators {
  if (simulators === undefined) throw new Error('the backend has no simulators');
  return simulators;
}

/** Registers the certificate that this member has at the provider in the place of the one that stands. */
export async function registerRemotely(
  backend: Backend,
  role: 'KTT' | 'CTK',
  provider: RemotePerson['provider'],
): Promise<RemotePerson> {
  const account = accountOf(backend, role);
  const { subscribers } = simulatorsOf(backend);
  const subscriber = subscribers
    .list(provider)
    .find(({ subject }) => subject.identityNumber === account.identityNumber);
  if (subscriber === undefined) throw new Error(`${role} has no account at ${provider}`);
  const { certificate, serial } = await subscribers.keyOf(subscriber);
  await backend.registry.registerCertificate(account.username, certificate);
  const { username, password, pin, id } = subscriber;
  return { provider, username, password, pin, subscriberId: id, serial };
}

/** What the phone does with each new request as soon as it rings. Returns how to put it away. */
export function onPhone(
  simulators: Simulators,
  { subscriberId, pin }: Pick<RemotePerson, 'subscriberId' | 'pin'>,
  answer: 'confirm' | 'reject' | ((request: PhoneRequest) => void),
): () => void {
  const met = new Set(simulators.requests.of(subscriberId).map(({ id }) => id));
  return simulators.requests.listen((changed) => {
    if (changed !== subscriberId) return;
    for (const request of simulators.requests.of(subscriberId)) {
      if (request.state !== 'waiting' || met.has(request.id)) continue;
      met.add(request.id);
      if (answer === 'confirm') void simulators.requests.confirm(request.id, pin);
      else if (answer === 'reject') simulators.requests.reject(request.id);
      else answer(request);
    }
  });
}

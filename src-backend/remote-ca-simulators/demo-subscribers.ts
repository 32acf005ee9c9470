import type { Registry } from '../accounts/registry.ts';
import type { DemoData } from '../demo-seed.ts';
import { roleNames, type Role } from '#shared/domain/people/roles.ts';
import { simulatedProviders, type Simulators } from './simulators.ts';
import { newSubscriberPassword } from './subscribers.ts';

/** What a person of the demo types at a simulated provider and on the phone. */
export interface DemoSubscriber {
  readonly provider: string;
  readonly username: string;
  readonly password?: string;
  readonly pin: string;
  readonly name: string;
  /** User name of their account at this server. */
  readonly account: string;
  readonly role: Role;
  /** Their certificate of this provider is the one registered for them: dossiers can be signed with it at once. */
  readonly registered: boolean;
}

/** Whose certificate of which provider is registered from the start: who signs on the phone. */
const registeredAt = { role: 'UQ_CTK', provider: 'VNPT' } as const;

/** Every person of the demo's unit, at each provider; who is there keeps what they have. */
export async function demoSubscribers(
  { subscribers }: Simulators,
  demo: DemoData,
  registry: Registry,
): Promise<readonly DemoSubscriber[]> {
  const people = demo.accounts
    .filter(({ role }) => role !== 'KBNN')
    .flatMap((person) => simulatedProviders.map((provider) => ({ person, provider })));
  const entered = await subscribers.addAll(
    people.map(({ person: { username: account, name, role, identityNumber }, provider }) => ({
      provider,
      username: usernameAt(provider, identityNumber, account),
      ...(provider === 'VIETTEL' ? {} : { password: newSubscriberPassword() }),
      subject: {
        commonName: name,
        organisation: demo.unitName,
        title: roleNames[role],
        taxCode: demo.taxCode,
        identityNumber,
      },
      // One of them shows how a one-time code goes.
      secondFactor: provider === 'MISA' && role === 'KTT',
    })),
  );
  const shown: DemoSubscriber[] = [];
  for (const [position, subscriber] of entered.entries()) {
    const person = people[position]?.person;
    if (person === undefined) continue;
    const { provider, username, password, pin, subject } = subscriber;
    const registered = person.role === registeredAt.role && provider === registeredAt.provider;
    // What has been registered since stays.
    if (registered && !(await registry.hasCertificate(person.username)))
      await registry.registerCertificate(person.username, (await subscribers.keyOf(subscriber)).certificate);
    shown.push({
      provider,
      username,
      ...(password === undefined ? {} : { password }),
      pin,
      name: subject.commonName,
      account: person.username,
      role: person.role,
      registered,
    });
  }
  return shown;
}

function usernameAt(provider: (typeof simulatedProviders)[number], identityNumber: string, account: string) {
  switch (provider) {
    case 'VIETTEL':
      return `CMT_${identityNumber}`;
    case 'MISA':
      return `${account}@example.edu.vn`;
    case 'VNPT':
    case 'NACENCOMM':
      return identityNumber;
  }
}

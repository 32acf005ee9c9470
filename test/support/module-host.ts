/** One token host for tests that ask it directly, as the core would. */
import { hostStartDeadline, tokenDeadlines } from '#main/tokens/deadlines.ts';
import { HostClient, type HostClientOptions } from '#main/tokens/host-client.ts';
import { hostEntry } from '#native/host-entry.ts';
import type { TokenHostOutput } from '#shared/contract/token-host.ts';
import type { PinPurpose } from '#shared/contract/tokens.ts';
import { sealed } from './sign-once.ts';

/** Starts the host of a module. Kill it at the end. */
export function moduleHost(
  modulePath: string,
  env: Readonly<Record<string, string | undefined>> = {},
  more: Partial<Pick<HostClientOptions, 'onTraced' | 'deadlines'>> = {},
): HostClient {
  return new HostClient({
    modulePath,
    entry: hostEntry('token-host'),
    env,
    deadlines: tokenDeadlines,
    startDeadline: hostStartDeadline,
    ...more,
  });
}

const lifetime = 60_000;

/** Opens a prompt and seals what was typed. */
export async function asked(
  host: HostClient,
  tokenSerial: string,
  purpose: PinPurpose,
  typed: string,
): ReturnType<typeof sealed> {
  return sealed(await host.call('openPrompt', { tokenSerial, purpose, algorithms: [], lifetime }), typed);
}

/** One press of the button that changes a PIN (`change`) or sets a new one with the PUK (`unblock`). */
export async function pressChange(
  host: HostClient,
  tokenSerial: string,
  purpose: 'change' | 'unblock',
  current: string,
  next: string,
): Promise<TokenHostOutput<'changePin'>> {
  return host.call('changePin', {
    sealed: await asked(host, tokenSerial, purpose, `${current}\0${next}`),
  });
}

/** What a signer whose key is at a provider does with a batch, through the same calls as the window. */
import type { SigningBatch } from '#shared/contract/batch.ts';
import type { Core } from '#shared/contract/ipc.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { everythingOf } from './batch.ts';
import type { RemotePerson } from './remote-phone.ts';

type AtProvider = Pick<RemotePerson, 'username' | 'password'> & { readonly provider: string };

/** Fetches the person's certificate; answers its id. `code`: what the phone shows where a second factor is asked for. */
export async function openProvider(
  core: Core,
  { provider, username, password }: AtProvider,
  code: () => string | undefined = () => undefined,
): Promise<string> {
  let opened = await core.call('remote.open', {
    provider,
    username,
    ...(password === undefined ? {} : { password }),
  });
  if (opened.kind === 'second-factor')
    opened = await core.call('remote.secondFactor', { provider, code: code() ?? '' });
  if (opened.kind !== 'open') throw new Error('the provider asks for a code');
  const [certificate] = opened.certificates;
  if (certificate === undefined) throw new Error('the provider has no certificate');
  return certificate.id;
}

/** Reviews and starts a batch of everything in these dossiers. */
export async function startRemoteBatch(
  core: Core,
  person: AtProvider,
  codes: readonly DossierCode[],
): Promise<SigningBatch> {
  const review = await core.call('batch.review', { codes: [...codes] });
  const certificateId = await openProvider(core, person);
  return core.call('batch.start', { certificateId, dossiers: everythingOf(review) });
}

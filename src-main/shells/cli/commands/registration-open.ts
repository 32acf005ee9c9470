/** How the commands of registration dossiers come to a dossier, and to a certificate. */
import { setTimeout as sleep } from 'node:timers/promises';
import { DvcttError } from '#shared/contract/errors.ts';
import type { Core } from '#shared/contract/ipc.ts';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import type { CertificateView } from '#shared/contract/tokens.ts';
import { isHeldBy } from '#shared/domain/registration/certificate-holder.ts';
import { normaliseSerial } from '#shared/validation/certificate.ts';
import type { Printer } from '../printer.ts';
import { signInThrough, type ProviderOptions } from '../remote-sign-in.ts';
import type { SignInWords } from '../sign-in-words.ts';
import { signPersonIn, withCore, type PersonOptions } from '../with-person.ts';

/** How often the certificates are asked for, and how long drivers that have not answered are waited for, ms. */
const askAgain = 100;
const longestWait = 20_000;

/** With `--user` as that person; without, as whoever sits at this machine. */
export function atDesk<T>(
  options: PersonOptions,
  printer: Printer,
  work: (core: Core, words: SignInWords) => Promise<T>,
): Promise<T> {
  return withCore(options, printer, async (core, words) => {
    if (options.user !== undefined) await signPersonIn(core, words, options);
    return work(core, words);
  });
}

/**
 * By its code, or by the id that it has before it has one, of which the beginning will do.
 * @throws REGISTRATION_NOT_FOUND, USAGE when several begin so
 */
export async function findRegistration(core: Core, named: string): Promise<RegistrationView> {
  const { registrations } = await core.call('registrations.list', {});
  const exact = registrations.find(({ code, id }) => code === named || id === named);
  const id = exact?.id ?? idBeginning(registrations, named);
  if (id === undefined) throw new DvcttError('REGISTRATION_NOT_FOUND', { code: named });
  return core.call('registrations.get', { id });
}

const shortest = 4;

function idBeginning(
  registrations: readonly Pick<RegistrationView, 'id' | 'code'>[],
  named: string,
): string | undefined {
  if (named.length < shortest) return undefined;
  const wanted = named.toLowerCase();
  // A colleague's dossier that does not lie here has its code for an id: of codes, the whole.
  const fits = registrations.filter(({ id, code }) => id !== code && id.startsWith(wanted));
  if (fits.length > 1) {
    const among = fits.map(({ id }) => id).join(', ');
    throw new DvcttError('USAGE', { reason: `nhiều hồ sơ có số bắt đầu bằng ${named}: ${among}` });
  }
  return fits[0]?.id;
}

/** The dossier that a letter's link leads to. @throws LINK_* */
export async function openLetter(core: Core, link: string): Promise<RegistrationView> {
  const { id } = await core.call('links.open', { text: link });
  return core.call('registrations.get', { id });
}

export function memberInFront(view: RegistrationView) {
  return view.content.members.find(({ id }) => id === view.memberId);
}

/**
 * The certificate named, else the only one that is this member's own; `registered` decides where the dossier knows it.
 * @throws CERT_NOT_FOUND, TOKEN_AMBIGUOUS
 */
export async function chooseMemberCertificate(
  core: Core,
  wanted: {
    readonly cert?: string | undefined;
    readonly registered?: string | undefined;
    readonly holder?: { readonly name: string; readonly identityNumber: string } | undefined;
    /** Of a provider; left out: those on tokens. */
    readonly among?: readonly CertificateView[] | undefined;
  },
): Promise<CertificateView> {
  const serial = wanted.cert ?? wanted.registered;
  const { holder } = wanted;
  const fits = (view: CertificateView) =>
    !view.isCa &&
    (serial === undefined
      ? holder === undefined || isHeldBy({ commonName: view.owner, uids: view.uids }, holder)
      : view.serial === normaliseSerial(serial));
  const [only, ...others] = wanted.among?.filter(fits) ?? (await untilFound(core, fits));
  if (only === undefined) throw new DvcttError('CERT_NOT_FOUND', serial === undefined ? {} : { serial });
  if (others.length > 0) {
    throw new DvcttError('TOKEN_AMBIGUOUS', {
      serials: [only, ...others].map((view) => `${view.serial} (${view.owner})`).join(', '),
    });
  }
  return only;
}

/** Certificates of the provider that is named; undefined when none is: tokens are looked at then. */
export async function atNamedProvider(
  core: Core,
  { remote, remoteUser }: ProviderOptions,
  words: SignInWords,
  printer: Printer,
): Promise<readonly CertificateView[] | undefined> {
  if (remote === undefined) return undefined;
  return signInThrough(core, { remote, remoteUser }, words, printer);
}

/** Drivers that have not answered yet are waited for: another certificate may make the choice ambiguous. */
async function untilFound(
  core: Core,
  fits: (view: CertificateView) => boolean,
): Promise<readonly CertificateView[]> {
  const giveUp = performance.now() + longestWait;
  for (;;) {
    const { certificates, pending } = await core.call('certificates.list', {});
    if (pending.length === 0 || performance.now() >= giveUp) return certificates.filter(fits);
    await sleep(askAgain);
  }
}

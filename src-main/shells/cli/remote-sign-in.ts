/** Signing in at a provider of remote signatures from the command line. */
import { DvcttError } from '#shared/contract/errors.ts';
import type { CallOutput, Core } from '#shared/contract/ipc.ts';
import type { CodeWay } from '#shared/contract/remote-ca/http.ts';
import type { CertificateView } from '#shared/contract/tokens.ts';
import { join } from 'node:path';
import { normaliseSerial } from '#shared/validation/certificate.ts';
import { BackendClient } from '../../backend-client/backend-client.ts';
import { RemoteDesk } from '../../remote-ca/remote-desk.ts';
import { SettingsFile } from '../../settings/settings-file.ts';
import { readTrust } from '../../trust/trust-store.ts';
import { describeFailure, type Printer } from './printer.ts';
import { backendUrl, dataFolder } from './settings.ts';
import type { SignInWords } from './sign-in-words.ts';

export interface RemotePlaceOptions {
  readonly backend?: string;
  readonly data?: string | undefined;
}

/** Which account of which provider. */
export interface ProviderAccount {
  /** Id of the provider, in either case. */
  readonly remote: string;
  /** User name there; left out: the one used last on this machine. */
  readonly remoteUser?: string | undefined;
}

/** Of commands that sign a person in at KBNN, and so name both accounts. */
export interface ProviderOptions {
  readonly remote?: string;
  readonly remoteUser?: string;
  /** The next line of stdin, after those of the sign-in. */
  readonly remotePasswordStdin?: boolean;
}

/**
 * A password for the one must never go to the other: a token would count it as a wrong PIN.
 * @throws USAGE for options of a token beside `--remote`, or of a provider without it
 */
export function requireOneWay(
  options: ProviderOptions & { readonly pinStdin?: boolean; readonly finalTry?: boolean },
): void {
  const { remote, remoteUser, remotePasswordStdin, pinStdin, finalTry } = options;
  const stray =
    remote === undefined
      ? [
          remoteUser !== undefined && '--remote-user',
          remotePasswordStdin === true && '--remote-password-stdin',
        ]
      : [pinStdin === true && '--pin-stdin', finalTry === true && '--final-try'];
  const found = stray.find((name) => name !== false);
  if (found === undefined) return;
  const way = remote === undefined ? 'ký bằng token (thiếu --remote)' : '--remote';
  throw new DvcttError('USAGE', { reason: `${found} không dùng với ${way}` });
}

/** What opens providers: the desk itself, or the calls of a core. */
export type ProviderDoor = Pick<RemoteDesk, 'providers' | 'open' | 'secondFactor'>;

type Provider = CallOutput<'remote.providers'>['providers'][number];

/** Codes that a person may type before the command gives up. */
const mostCodes = 3;

/** Works with the providers of the server; sessions opened meanwhile are closed afterwards, whatever happened. */
export async function withRemoteDesk<T>(
  options: RemotePlaceOptions,
  work: (desk: RemoteDesk) => Promise<T>,
): Promise<T> {
  const folder = dataFolder(options.data);
  const desk = new RemoteDesk({
    calls: new BackendClient(backendUrl(options.backend)).remoteCa,
    settings: new SettingsFile(folder),
    trust: () => readTrust(join(folder, 'trust')),
    person: () => '',
    // Nobody is signed in at KBNN: nothing is known of certificates.
    seenBy: (views) => [...views],
    now: () => new Date(),
    emit: () => undefined,
  });
  try {
    return await work(desk);
  } finally {
    await desk.closeAll();
  }
}

/** Asks for the password where the provider wants one, and for its one-time code. @throws REMOTE_*, USAGE */
export async function signInAtProvider(
  desk: ProviderDoor,
  account: ProviderAccount,
  words: SignInWords,
  printer: Printer,
): Promise<readonly CertificateView[]> {
  const provider = await namedProvider(desk, account.remote);
  const username = account.remoteUser ?? provider.lastUsername;
  if (username === undefined) {
    throw new DvcttError('USAGE', {
      reason: `cần tên đăng nhập ở ${provider.name}, như ${provider.usernameExample}`,
    });
  }
  const password =
    provider.asks === 'username-password'
      ? { password: await words.providerPassword(username, provider.name) }
      : {};
  if (provider.environment === 'simulator')
    printer.note(`⚠ ${provider.name} ở đây là bản mô phỏng: chữ ký không có giá trị pháp lý.`);
  const opened = await desk.open({ provider: provider.id, username, ...password });
  if (opened.kind === 'open') return opened.certificates;
  return secondFactor(desk, { provider, words, sentTo: opened.sentTo }, printer);
}

const codeWays: Readonly<Record<CodeWay, string>> = {
  app: 'ứng dụng trên điện thoại',
  sms: 'tin nhắn SMS',
  email: 'thư điện tử',
};

async function secondFactor(
  desk: ProviderDoor,
  asked: { readonly provider: Provider; readonly words: SignInWords; readonly sentTo: CodeWay },
  printer: Printer,
): Promise<readonly CertificateView[]> {
  const { provider, words } = asked;
  let { sentTo } = asked;
  for (let tries = 1; ; tries += 1) {
    const code = await words.oneTimeCode(`Mã xác thực của ${provider.name} (gửi qua ${codeWays[sentTo]}): `);
    try {
      const opened = await desk.secondFactor(provider.id, code);
      if (opened.kind === 'open') return opened.certificates;
      ({ sentTo } = opened);
    } catch (cause) {
      const again = cause instanceof DvcttError && cause.code === 'REMOTE_CODE_WRONG' && process.stdin.isTTY;
      if (!again || tries >= mostCodes) throw cause;
      printer.note(describeFailure(cause.toFailure()));
    }
  }
}

/** @throws REMOTE_NOT_CONFIGURED with the names that there are */
async function namedProvider(desk: ProviderDoor, name: string): Promise<Provider> {
  const { providers } = await desk.providers();
  const found = providers.find(({ id }) => id === name.toUpperCase());
  if (found !== undefined) return found;
  const known = providers.map(({ id }) => id).join(', ');
  throw new DvcttError('REMOTE_NOT_CONFIGURED', { chosen: name, known });
}

/** The same through a core, where somebody may be signed in: certificates then carry what KBNN knows of them. */
export function signInThrough(
  core: Core,
  account: ProviderAccount,
  words: SignInWords,
  printer: Printer,
): Promise<readonly CertificateView[]> {
  const door: ProviderDoor = {
    providers: () => core.call('remote.providers', {}),
    open: (given) => core.call('remote.open', given),
    secondFactor: (provider, code) => core.call('remote.secondFactor', { provider, code }),
  };
  return signInAtProvider(door, account, words, printer);
}

/** The certificate with that serial; without one the only one that can be used. @throws CERT_NOT_FOUND, why it cannot be used */
export function chooseRemoteCertificate(
  certificates: readonly CertificateView[],
  cert: string | undefined,
): CertificateView {
  const named = certificates.filter(({ serial }) => cert === undefined || serial === normaliseSerial(cert));
  const usable = named.filter(({ refusals }) => refusals.length === 0);
  const [only, ...others] = usable.length > 0 ? usable : named;
  if (only === undefined) throw new DvcttError('CERT_NOT_FOUND');
  if (others.length > 0) {
    const serials = [only, ...others].map(({ serial, owner }) => `${serial} (${owner})`).join(', ');
    throw new DvcttError('TOKEN_AMBIGUOUS', { serials });
  }
  const [refusal] = only.refusals;
  if (refusal !== undefined) throw new DvcttError(refusal, { serial: only.serial });
  return only;
}

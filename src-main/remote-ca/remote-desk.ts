import { DvcttError } from '#shared/contract/errors.ts';
import type { CallOutput, CoreEvent } from '#shared/contract/ipc.ts';
import type { RemoteSession } from '#shared/contract/remote-ca/http.ts';
import type { OpenedProvider } from '#shared/contract/remote-ca/window.ts';
import type { CertificateView } from '#shared/contract/tokens.ts';
import type { RemoteProvider } from '#shared/domain/remote-ca/provider.ts';
import type { RemoteCaCalls } from '../backend-client/remote-ca-calls.ts';
import { inTime } from '../dossiers/in-time.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import type { TokenCertificate } from '../tokens/token-service.ts';
import type { TrustedCertificates } from '../trust/trust-store.ts';
import type { RemoteSigner } from './provider.ts';
import { providerOfId, remoteCertificate } from './remote-certificate.ts';

/** A session lasts no longer, whatever the clocks say (ms). */
const longestSession = 30 * 60_000;
/** How long anybody waits for the server to hear that a session is closed; it ends by itself too (ms). */
const goodbye = 2_000;

interface OpenProvider {
  readonly provider: RemoteProvider;
  readonly username: string;
  readonly session: string;
  /** By this machine's clock (ms). */
  readonly endsAt: number;
  readonly certificates: Extract<RemoteSession, { kind: 'open' }>['certificates'];
}

interface HalfOpen {
  readonly provider: RemoteProvider;
  readonly username: string;
  readonly session: string;
}

export interface RemoteDeskServices {
  readonly calls: RemoteCaCalls;
  readonly settings: SettingsFile;
  readonly trust: () => Promise<TrustedCertificates>;
  /**
   * Who sits at the desk; empty where the machine is one person's (the command line), undefined where it may be anybody.
   */
  readonly person: () => string | undefined;
  /** What is known of certificates about the person at the desk: refusals, titles. */
  readonly seenBy: (views: readonly CertificateView[]) => CertificateView[];
  readonly now: () => Date;
  readonly emit: (event: CoreEvent) => void;
}

/**
 * Providers of remote signatures at which somebody has signed in. Passwords pass through and are kept nowhere; the user
 * name that was used last is remembered in the settings of this machine.
 */
export class RemoteDesk {
  readonly #services: RemoteDeskServices;
  readonly #open = new Map<string, OpenProvider>();
  readonly #half = new Map<string, HalfOpen>();
  /** Whoever leaves while the provider is being asked gets no session out of the answer. */
  #visit = 0;

  constructor(services: RemoteDeskServices) {
    this.#services = services;
  }

  /** What the server is connected to; the server alone knows it. @throws BACKEND_UNREACHABLE … */
  async providers(): Promise<CallOutput<'remote.providers'>> {
    const providers = await this.#services.calls.providers();
    const names = this.#services.settings.read().remoteUsernames ?? {};
    return {
      providers: providers.map((provider) => {
        const key = this.#nameKey(provider.id);
        const lastUsername = key === undefined ? undefined : names[key];
        const open = this.#opened(provider.id) !== undefined;
        return { ...provider, open, ...(lastUsername === undefined ? {} : { lastUsername }) };
      }),
    };
  }

  /** “Lấy thông tin chứng thư số”. @throws REMOTE_NOT_CONFIGURED, REMOTE_SIGN_IN_REFUSED, REMOTE_NO_CERTIFICATE … */
  async open(given: {
    readonly provider: string;
    readonly username: string;
    readonly password?: string | undefined;
  }): Promise<OpenedProvider> {
    const { calls } = this.#services;
    const visit = this.#visit;
    const provider = (await calls.providers()).find(({ id }) => id === given.provider);
    if (provider === undefined) throw new DvcttError('REMOTE_NOT_CONFIGURED', { provider: given.provider });
    const { username } = given;
    const password = provider.asks === 'username-password' ? given.password : undefined;
    const session = await calls.openSession({
      provider: provider.id,
      username,
      ...(password === undefined ? {} : { password }),
    });
    return this.#took({ provider, username }, session, visit);
  }

  /** @throws REMOTE_CODE_WRONG; REMOTE_SESSION_EXPIRED when there is nothing to go on with */
  async secondFactor(provider: string, code: string): Promise<OpenedProvider> {
    const visit = this.#visit;
    const half = this.#half.get(provider);
    if (half === undefined) throw new DvcttError('REMOTE_SESSION_EXPIRED', { provider });
    try {
      return await this.#took(half, await this.#services.calls.secondFactor(half.session, code), visit);
    } catch (cause) {
      if (cause instanceof DvcttError && cause.code === 'REMOTE_SESSION_EXPIRED') this.#half.delete(provider);
      throw cause;
    }
  }

  /** Of every open provider, those that can sign first. */
  async certificates(): Promise<CertificateView[]> {
    const found = await Promise.all([...this.#open.keys()].map((provider) => this.#certificatesOf(provider)));
    return this.#services.seenBy(found.flat().map(({ view }) => view));
  }

  /** By its handle `remote:PROVIDER:thumbprint`. @throws REMOTE_SESSION_EXPIRED, REMOTE_NO_CERTIFICATE */
  async certificate(id: string): Promise<TokenCertificate> {
    const provider = providerOfId(id) ?? '';
    if (this.#opened(provider) === undefined) throw new DvcttError('REMOTE_SESSION_EXPIRED', { provider });
    const found = (await this.#certificatesOf(provider)).find(({ view }) => view.id === id);
    if (found === undefined) throw new DvcttError('REMOTE_NO_CERTIFICATE', { provider });
    return found;
  }

  /** All that a request with this certificate needs. @throws REMOTE_SESSION_EXPIRED, REMOTE_NO_CERTIFICATE */
  async signer(id: string): Promise<RemoteSigner> {
    const { view, certificate } = await this.certificate(id);
    const opened = this.#opened(view.remote?.provider ?? '');
    if (opened === undefined) throw new DvcttError('REMOTE_SESSION_EXPIRED');
    const der = Buffer.from(certificate).toString('base64');
    const alias = opened.certificates.find((each) => sameDer(each.certificate, der))?.alias;
    if (alias === undefined) throw new DvcttError('REMOTE_NO_CERTIFICATE');
    const { provider, username, session } = opened;
    return { calls: this.#services.calls, provider, username, session, alias, thumbprint: view.thumbprint };
  }

  /** The backend says that the session is over: the next question for its certificates says so too. */
  ended(provider: string): void {
    if (this.#open.delete(provider)) this.#tell();
  }

  /** A line that is down keeps nobody signed in here. */
  async close(provider: string): Promise<void> {
    const session = (this.#open.get(provider) ?? this.#half.get(provider))?.session;
    this.#open.delete(provider);
    this.#half.delete(provider);
    if (session === undefined) return;
    this.#tell();
    await inTime(this.#services.calls.closeSession(session), goodbye).catch((cause: unknown) => {
      if (!(cause instanceof DvcttError)) throw cause;
    });
  }

  /** Whoever leaves the desk leaves no provider open. */
  async closeAll(): Promise<void> {
    this.#visit += 1;
    const providers = new Set([...this.#open.keys(), ...this.#half.keys()]);
    await Promise.all([...providers].map((provider) => this.close(provider)));
  }

  async #took(
    who: { readonly provider: RemoteProvider; readonly username: string },
    session: RemoteSession,
    visit: number,
  ): Promise<OpenedProvider> {
    const { provider, username } = who;
    if (visit !== this.#visit) {
      void this.#services.calls.closeSession(session.session).catch(() => undefined);
      throw new DvcttError('REMOTE_SESSION_EXPIRED', { provider: provider.id });
    }
    if (session.kind === 'second-factor') {
      this.#half.set(provider.id, { provider, username, session: session.session });
      return { kind: 'second-factor', sentTo: session.sentTo };
    }
    this.#half.delete(provider.id);
    const opened = this.#services.now().getTime();
    const told = Date.parse(session.expiresAt);
    // A clock here that is wrong by hours would end every session at once; the backend says when it is over.
    const endsAt = told > opened ? Math.min(told, opened + longestSession) : opened + longestSession;
    const { certificates } = session;
    this.#open.set(provider.id, { provider, username, session: session.session, endsAt, certificates });
    this.#remember(provider.id, username);
    const readable = await this.#certificatesOf(provider.id);
    if (readable.length === 0) {
      await this.close(provider.id);
      throw new DvcttError('REMOTE_NO_CERTIFICATE', { provider: provider.id });
    }
    this.#tell();
    return { kind: 'open', certificates: this.#services.seenBy(readable.map(({ view }) => view)) };
  }

  /** A certificate that cannot be read hides no other. */
  async #certificatesOf(provider: string): Promise<readonly TokenCertificate[]> {
    const opened = this.#opened(provider);
    if (opened === undefined) return [];
    const { trust, now } = this.#services;
    const trusted = await trust();
    const found: TokenCertificate[] = [];
    for (const each of opened.certificates) {
      try {
        const certificate = await remoteCertificate(each, opened, trusted, now());
        if (found.every(({ view }) => view.id !== certificate.view.id)) found.push(certificate);
      } catch (cause) {
        if (!(cause instanceof DvcttError) || cause.code !== 'CERT_INVALID') throw cause;
      }
    }
    return found;
  }

  #opened(provider: string): OpenProvider | undefined {
    const opened = this.#open.get(provider);
    if (opened === undefined || opened.endsAt > this.#services.now().getTime()) return opened;
    this.#open.delete(provider);
    return undefined;
  }

  /** The form asks for it the next time; a disk that refuses is no reason not to sign. */
  #remember(provider: string, username: string): void {
    const key = this.#nameKey(provider);
    if (key === undefined) return;
    try {
      this.#services.settings.update(({ remoteUsernames = {} }) => ({
        remoteUsernames: { ...remoteUsernames, [key]: username },
      }));
    } catch (cause) {
      if (!(cause instanceof DvcttError)) throw cause;
    }
  }

  /** Under which the user name is remembered: nobody is shown a colleague's, which may be the number of their papers. */
  #nameKey(provider: string): string | undefined {
    const person = this.#services.person();
    return person === undefined ? undefined : `${person} ${provider}`.trimStart();
  }

  #tell(): void {
    this.#services.emit({ name: 'remote.changed', payload: {} });
  }
}

/** Two spellings in base64 of the same bytes. */
function sameDer(a: string, b: string): boolean {
  return Buffer.from(a, 'base64').equals(Buffer.from(b, 'base64'));
}

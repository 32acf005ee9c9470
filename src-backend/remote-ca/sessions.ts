/** Sessions of people at their providers: in memory, half an hour at most, never with a password. */
import { X509Certificate } from 'node:crypto';
import { DvcttError } from '#shared/contract/errors.ts';
import type { RemoteCertificate, RemoteSession } from '#shared/contract/remote-ca/http.ts';
import { isVgcaIssuer } from '#shared/domain/remote-ca/vgca.ts';
import { appendAudit } from '../audit/audit.ts';
import { newSecret, secretHash } from '../registrations/secrets.ts';
import type { Store } from '../store/open.ts';
import type { Access, SecondStep } from './adapter.ts';
import { allowSignIn, countWrongCode, countWrongRemoteSecret, forgiveSignIn } from './allowances.ts';
import { withinOneDeadline } from './deadline.ts';
import type { RemoteProviders } from './providers.ts';

export interface OpenSession {
  readonly kind: 'open';
  readonly provider: string;
  readonly access: Access;
  readonly certificates: readonly RemoteCertificate[];
  readonly endsAt: number;
}
interface HalfOpenSession {
  readonly kind: 'second-factor';
  readonly provider: string;
  readonly step: SecondStep;
  /** Codes given so far. */
  readonly tries: number;
  readonly endsAt: number;
}

const longest = 30 * 60_000;
/** Of a session whose token lasts no longer than a request (ms). */
const shortest = 2 * 60_000;
const longestForCode = 5 * 60_000;
const mostTries = 5;
const mostSessions = 5000;

export class RemoteSessions {
  readonly #store: Store;
  readonly #providers: RemoteProviders;
  readonly #now: () => Date;
  readonly #sessions = new Map<string, OpenSession | HalfOpenSession>();

  constructor(store: Store, providers: RemoteProviders, now: () => Date) {
    this.#store = store;
    this.#providers = providers;
    this.#now = now;
  }

  /**
   * @throws DvcttError REMOTE_NOT_CONFIGURED, TOO_MANY_ATTEMPTS, REMOTE_SIGN_IN_REFUSED, REMOTE_NO_CERTIFICATE,
   * REMOTE_VGCA, REMOTE_PROVIDER_DOWN, REMOTE_PROVIDER_FAILED
   */
  async open(
    given: { readonly provider: string; readonly username: string; readonly password?: string | undefined },
    origin: string,
  ): Promise<RemoteSession> {
    const adapter = this.#providers.require(given.provider);
    const { provider, username, password } = given;
    const wanted = adapter.provider.asks === 'username-password';
    if (wanted && password === undefined) throw new DvcttError('REMOTE_SIGN_IN_REFUSED', { provider });
    const account = { origin, provider, username };
    await allowSignIn(this.#store, account, this.#now());
    return withinOneDeadline(async () => {
      const signedIn = await adapter
        .signIn(username, wanted ? password : undefined)
        .catch(async (cause: unknown) => {
          if (!(cause instanceof DvcttError) || cause.code !== 'REMOTE_SIGN_IN_REFUSED')
            await forgiveSignIn(this.#store, account);
          throw cause;
        });
      await forgiveSignIn(this.#store, account);
      if (signedIn.kind === 'second-factor') return this.#halfOpened(provider, signedIn.step);
      return this.#opened(provider, signedIn.access, signedIn.certificates);
    });
  }

  #halfOpened(provider: string, step: SecondStep): RemoteSession {
    const endsAt = this.#now().getTime() + longestForCode;
    const session = this.#keep({ kind: 'second-factor', provider, step, tries: 0, endsAt });
    return { kind: 'second-factor', session, expiresAt: iso(endsAt), sentTo: step.sentTo };
  }

  /** @throws DvcttError REMOTE_SESSION_EXPIRED, REMOTE_CODE_WRONG, and as `open` of the certificates */
  async secondFactor(secret: string, code: string, origin: string): Promise<RemoteSession> {
    const session = await this.#find(secret, origin);
    if (session.kind === 'open') throw new DvcttError('REMOTE_SESSION_EXPIRED');
    const hash = secretHash(secret);
    if (session.tries >= mostTries) {
      this.#sessions.delete(hash);
      throw new DvcttError('REMOTE_SESSION_EXPIRED');
    }
    this.#sessions.set(hash, { ...session, tries: session.tries + 1 });
    return withinOneDeadline(async () => {
      const { provider, step } = session;
      const access = await this.#providers
        .require(provider)
        .secondFactor(step, code)
        .catch(async (cause: unknown) => {
          const account = { origin, provider, username: step.username };
          if (cause instanceof DvcttError && cause.code === 'REMOTE_CODE_WRONG')
            await countWrongCode(this.#store, account, this.#now());
          throw cause;
        });
      this.#sessions.delete(hash);
      return this.#opened(provider, access);
    });
  }

  /** @throws DvcttError REMOTE_SESSION_EXPIRED, TOO_MANY_ATTEMPTS for too many secrets that open nothing */
  async require(secret: string, origin: string): Promise<OpenSession> {
    const session = await this.#find(secret, origin);
    if (session.kind !== 'open') throw new DvcttError('REMOTE_SESSION_EXPIRED');
    return session;
  }

  /** Ends it; one that has ended already too. */
  close(secret: string): void {
    this.#sessions.delete(secretHash(secret));
  }

  async #opened(
    provider: string,
    access: Access,
    known?: readonly RemoteCertificate[],
  ): Promise<RemoteSession> {
    const all = known ?? (await this.#providers.require(provider).certificates(access));
    const certificates = withoutVgca(provider, all);
    const now = this.#now().getTime();
    // What the provider says of its token may be any number. A request that is sent last must find it alive until its end.
    const { renews, provider: told } = this.#providers.require(provider);
    const tokenEndsAt = access.tokenEndsAt ?? Infinity;
    const reserve = renews === true ? 0 : told.waitSeconds * 1000;
    const lastStart = Math.max(tokenEndsAt - reserve, Math.min(tokenEndsAt, now + shortest));
    const endsAt = Math.max(now, Math.min(now + longest, lastStart));
    await this.#store.transaction().execute((change) =>
      appendAudit(change, {
        at: new Date(now),
        actor: 'remote-ca',
        action: 'remote.session.opened',
        subject: access.username,
        details: { provider, certificates: certificates.length },
      }),
    );
    const session = this.#keep({ kind: 'open', provider, access, certificates, endsAt });
    return { kind: 'open', session, expiresAt: iso(endsAt), certificates: [...certificates] };
  }

  async #find(secret: string, origin: string): Promise<OpenSession | HalfOpenSession> {
    const found = this.#sessions.get(secretHash(secret));
    if (found !== undefined && found.endsAt > this.#now().getTime()) return found;
    if (found === undefined) await countWrongRemoteSecret(this.#store, origin, this.#now());
    throw new DvcttError('REMOTE_SESSION_EXPIRED');
  }

  #keep(session: OpenSession | HalfOpenSession): string {
    const now = this.#now().getTime();
    for (const [hash, { endsAt }] of this.#sessions) if (endsAt <= now) this.#sessions.delete(hash);
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size >= mostSessions && oldest !== undefined) this.#sessions.delete(oldest);
    const secret = newSecret();
    this.#sessions.set(secretHash(secret), session);
    return secret;
  }
}

const iso = (at: number) => new Date(at).toISOString();

/** Node has none for an empty name, whatever its types say. */
const issuerOf = (der: string): string =>
  (new X509Certificate(Buffer.from(der, 'base64')) as { readonly issuer?: string }).issuer ?? '';

/** @throws DvcttError REMOTE_VGCA when there are only such; REMOTE_NO_CERTIFICATE when there are none at all */
function withoutVgca(provider: string, all: readonly RemoteCertificate[]): readonly RemoteCertificate[] {
  const usable = all.filter(({ certificate }) => !isVgcaIssuer(issuerOf(certificate)));
  if (usable.length > 0) return usable;
  throw new DvcttError(all.length > 0 ? 'REMOTE_VGCA' : 'REMOTE_NO_CERTIFICATE', { provider });
}

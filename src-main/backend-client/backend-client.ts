import type { z } from 'zod';
import {
  dossierReportSchema,
  forwardedVersionSchema,
  healthSchema,
  serverDossierListSchema,
  serverDossierSchema,
  sessionSchema,
  signedVersionListSchema,
  storedBlobSchema,
  unitSchema,
  type ForwardedVersion,
  type forwardRequestSchema,
  type ServerDossier,
  type SignedVersion,
  type signaturesRequestSchema,
  type Unit,
} from '#shared/contract/http.ts';
import { DvcttError } from '#shared/contract/errors.ts';
import { userSchema, type User } from '#shared/contract/user.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { sha256 } from '../blobs/blob-store.ts';
import { HttpLine } from './http-line.ts';
import { RegistrationCalls } from './registration-calls.ts';
import { RemoteCaCalls } from './remote-ca-calls.ts';
import { SyncCalls } from './sync-calls.ts';

type Body<S extends z.ZodType> = z.input<S>;

/** Of calls in which the server looks at every document of a dossier. */
const long = { long: true } as const;

/** Typed calls to the DVCTT backend. Every failure is a DvcttError. */
export class BackendClient {
  readonly #line: HttpLine;
  readonly sync: SyncCalls;
  readonly registrations: RegistrationCalls;
  readonly remoteCa: RemoteCaCalls;

  constructor(url: string, timeoutMs?: number) {
    this.#line = new HttpLine(url, timeoutMs);
    this.sync = new SyncCalls(this.#line);
    this.registrations = new RegistrationCalls(this.#line);
    this.remoteCa = new RemoteCaCalls(this.#line);
  }

  get url(): string {
    return this.#line.url;
  }

  /** Bearer token in use, to be kept (encrypted) so that a session outlives this process. */
  get token(): string | undefined {
    return this.#line.token;
  }

  /** Goes on with the session of an earlier process; whether it still holds, the next call tells. */
  useToken(token: string | undefined): void {
    this.#line.useToken(token);
  }

  /** Who the session belongs to. @throws SESSION_REQUIRED, ACCESS_REVOKED … */
  me(signal?: AbortSignal): Promise<User> {
    const manner = { deadlineMs: 20_000, ...(signal === undefined ? {} : { signal }) };
    return this.#line.json('GET', '/me', userSchema, undefined, manner);
  }

  async signIn(username: string, password: string): Promise<z.output<typeof sessionSchema>> {
    this.#line.useToken(undefined);
    const session = await this.#line.json('POST', '/sessions', sessionSchema, { username, password });
    this.#line.useToken(session.token);
    return session;
  }

  /** Ends the session; a line that is down does not keep anyone signed in on this machine. */
  async signOut(): Promise<void> {
    try {
      await this.#line.nothing('DELETE', '/sessions/current');
    } catch (cause) {
      if (!(cause instanceof DvcttError)) throw cause;
    } finally {
      this.#line.useToken(undefined);
    }
  }

  forgetSession(): void {
    this.#line.useToken(undefined);
  }

  health(): Promise<z.output<typeof healthSchema>> {
    return this.#line.json('GET', '/health', healthSchema);
  }

  unit(): Promise<Unit> {
    return this.#line.json('GET', '/unit', unitSchema);
  }

  async dossiers(): Promise<z.output<typeof serverDossierListSchema>['dossiers']> {
    return (await this.#line.json('GET', '/dossiers', serverDossierListSchema)).dossiers;
  }

  dossier(code: DossierCode): Promise<ServerDossier> {
    return this.#line.json('GET', `/dossiers/${code}`, serverDossierSchema);
  }

  /** Earlier versions that were signed, newest first. */
  async signedVersions(code: DossierCode): Promise<readonly SignedVersion[]> {
    return (await this.#line.json('GET', `/dossiers/${code}/versions`, signedVersionListSchema)).versions;
  }

  /** @throws BACKEND_ERROR when the answer is about something else */
  async forwardedVersion(code: DossierCode, version: number): Promise<ForwardedVersion> {
    const answer = await this.#line.json(
      'GET',
      `/dossiers/${code}/versions/${version}`,
      forwardedVersionSchema,
    );
    if (answer.code !== code || answer.version !== version)
      throw new DvcttError('BACKEND_ERROR', { what: 'another version', version: answer.version });
    return answer;
  }

  /** `version`: of the dossier; left out, the one that stands. */
  document(
    code: DossierCode,
    id: string,
    revision: 'original' | 'newest',
    version?: number,
  ): Promise<Uint8Array> {
    const of = version === undefined ? '' : `&version=${version}`;
    const path = `/dossiers/${code}/documents/${encodeURIComponent(id)}?revision=${revision}${of}`;
    return this.#line.download(path);
  }

  async uploadDocument(code: DossierCode, id: string, bytes: Uint8Array): Promise<void> {
    await this.#upload(`/dossiers/${code}/documents/${encodeURIComponent(id)}`, bytes);
  }

  /** Stages a signed revision of the document whose newest revision is `base`. */
  async stageSigned(code: DossierCode, id: string, base: string, bytes: Uint8Array): Promise<void> {
    await this.#upload(`/dossiers/${code}/signed/${encodeURIComponent(id)}?base=${base}`, bytes);
  }

  forward(code: DossierCode, body: Body<typeof forwardRequestSchema>): Promise<ServerDossier> {
    return this.#line.json('POST', `/dossiers/${code}/forward`, serverDossierSchema, body, long);
  }

  commitSignatures(code: DossierCode, body: Body<typeof signaturesRequestSchema>): Promise<ServerDossier> {
    return this.#line.json('POST', `/dossiers/${code}/signatures`, serverDossierSchema, body, long);
  }

  submit(code: DossierCode, mutationId: string, version: number): Promise<ServerDossier> {
    return this.#line.json(
      'POST',
      `/dossiers/${code}/submit`,
      serverDossierSchema,
      { mutationId, version },
      long,
    );
  }

  return(code: DossierCode, mutationId: string, version: number, note: string): Promise<ServerDossier> {
    return this.#line.json('POST', `/dossiers/${code}/return`, serverDossierSchema, {
      mutationId,
      version,
      note,
    });
  }

  accept(code: DossierCode, mutationId: string, version: number): Promise<ServerDossier> {
    return this.#line.json(
      'POST',
      `/officer/dossiers/${code}/accept`,
      serverDossierSchema,
      { mutationId, version },
      long,
    );
  }

  report(code: DossierCode): Promise<z.output<typeof dossierReportSchema>> {
    return this.#line.json('GET', `/dossiers/${code}/report`, dossierReportSchema, undefined, long);
  }

  /** The server says what it stored; an altered upload is noticed here and not when somebody signs it. */
  async #upload(path: string, bytes: Uint8Array): Promise<void> {
    const stored = await this.#line.upload(path, bytes, storedBlobSchema);
    if (stored.sha256 !== sha256(bytes)) throw new DvcttError('BACKEND_ERROR', { what: 'upload altered' });
  }
}

/** Requests to sign that wait on a phone: started once, found again by their secret, asked after while somebody waits. */
import { createHash, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { DvcttError, failureSchema } from '#shared/contract/errors.ts';
import type { RemoteTransaction, startRemoteTransactionSchema } from '#shared/contract/remote-ca/http.ts';
import { hashNameSchema, signatureSchemeSchema } from '#shared/signatures/algorithms.ts';
import { appendAudit } from '../audit/audit.ts';
import { secretHash } from '../registrations/secrets.ts';
import type { Store } from '../store/open.ts';
import type { RemoteTransactionRow } from '../store/tables.ts';
import type { Poll } from './adapter.ts';
import { allowTransaction, countWrongRemoteSecret } from './allowances.ts';
import { withinOneDeadline } from './deadline.ts';
import { judged, keptDocumentSchema } from './judged.ts';
import { missingValue, outcomeOf } from './outcome.ts';
import { Polling } from './polling.ts';
import type { RemoteProviders } from './providers.ts';
import { seal, unseal } from './sealed.ts';
import type { OpenSession, RemoteSessions } from './sessions.ts';
import { requireStartable } from './startable.ts';

export type StartRemoteTransaction = z.infer<typeof startRemoteTransactionSchema>;

/** How long an ended transaction can be asked for (ms). */
const kept = 7 * 86_400_000;
/** After its time a request may still be answered by a clock that is a little behind (ms). */
const grace = 15_000;
/** A provider that has been silent for so long after its time is taken for expired (ms). */
const silence = 10 * 60_000;
/** Longest wait of one question (ms). */
const longestWait = 20_000;

const algorithmSchema = z.object({ scheme: signatureSchemeSchema, hash: hashNameSchema });
const documentsSchema = z.array(keptDocumentSchema);

export class RemoteTransactions {
  readonly #store: Store;
  readonly #providers: RemoteProviders;
  readonly #sessions: RemoteSessions;
  readonly #now: () => Date;
  readonly #polling: Polling;
  /** Those that are being started, by mutation id: a second press of the button joins the first. */
  readonly #starting = new Map<string, Promise<RemoteTransaction>>();

  /** @param gap between two questions to a provider about one transaction (ms); left out: a second */
  constructor(
    store: Store,
    providers: RemoteProviders,
    sessions: RemoteSessions,
    now: () => Date,
    gap?: number,
  ) {
    this.#polling = new Polling(gap);
    this.#store = store;
    this.#providers = providers;
    this.#sessions = sessions;
    this.#now = now;
  }

  /**
   * @throws DvcttError REMOTE_SESSION_EXPIRED, REMOTE_NO_CERTIFICATE, REMOTE_CERT_BLOCKED, REMOTE_ALGORITHM,
   * REQUEST_INVALID for too many documents, ids that come twice or digests of another length, REMOTE_QUOTA,
   * REMOTE_FAILED, REMOTE_PROVIDER_DOWN, REMOTE_PROVIDER_FAILED, TOO_MANY_ATTEMPTS
   */
  async start(session: string, request: StartRemoteTransaction, origin: string): Promise<RemoteTransaction> {
    const before = await this.#store
      .selectFrom('remote_transactions')
      .selectAll()
      .where('mutation_id', '=', request.mutationId)
      .executeTakeFirst();
    if (before !== undefined) return this.#again(before, request);
    const open = await this.#sessions.require(session, origin);
    const running = this.#starting.get(request.mutationId);
    if (running !== undefined) {
      await running;
      return this.start(session, request, origin);
    }
    const started = this.#start(open, request, origin);
    this.#starting.set(request.mutationId, started);
    try {
      return await started;
    } finally {
      this.#starting.delete(request.mutationId);
    }
  }

  /**
   * What is known of it; asks the provider, and waits until something changes, `seconds` at the longest (20).
   * @throws DvcttError REMOTE_TRANSACTION_UNKNOWN, TOO_MANY_ATTEMPTS, REMOTE_PROVIDER_DOWN, REMOTE_PROVIDER_FAILED,
   * REMOTE_SESSION_EXPIRED, REMOTE_NOT_CONFIGURED; the transaction stands as it did
   */
  async current(
    secret: string,
    seconds: number,
    origin: string,
    left: AbortSignal,
  ): Promise<RemoteTransaction> {
    let row = await this.#require(secret, origin);
    const { state } = row;
    const until = performance.now() + Math.min(seconds * 1000, longestWait);
    while (isOpen(row) && row.state === state) {
      const asked = await this.#polling.next(row.secret_hash, until, left, () => this.#ask(secret));
      row = await this.#require(secret, origin);
      // A slow provider's answer may have taken longer than the gap between two questions.
      if (!asked || performance.now() >= until) break;
    }
    return this.#shown(row);
  }

  /** @throws DvcttError REMOTE_TRANSACTION_UNKNOWN, TOO_MANY_ATTEMPTS */
  async cancel(secret: string, origin: string): Promise<RemoteTransaction> {
    const row = await this.#require(secret, origin);
    // What is signed after that, or was signed and not yet asked for, goes to nobody.
    if (isOpen(row)) await this.#end(row, { state: 'cancelled' }, documentsOf(row));
    return this.#shown(await this.#require(secret, origin));
  }

  /** Ends all that wait. */
  close(): void {
    this.#polling.close();
  }

  async #start(
    open: OpenSession,
    request: StartRemoteTransaction,
    origin: string,
  ): Promise<RemoteTransaction> {
    const adapter = this.#providers.require(open.provider);
    const certificate = requireStartable(open, request, adapter.provider);
    const { provider, access } = open;
    if ((await this.#find(request.secret)) !== undefined)
      throw new DvcttError('REQUEST_INVALID', { what: 'secret of another transaction' });
    await allowTransaction(this.#store, { origin, provider, username: access.username }, this.#now());
    const wanted = {
      mutationId: request.mutationId,
      alias: request.alias,
      serial: certificate.serialNumber,
      algorithm: request.algorithm,
      title: request.title,
      documents: request.documents,
    };
    const started = await withinOneDeadline(() => adapter.start(open.access, wanted));
    // It becomes a part of addresses: of dots alone it would lead elsewhere.
    if (!/\w/.test(started.id)) throw new DvcttError('REMOTE_PROVIDER_FAILED', { provider, at: 'id' });
    const at = this.#now();
    const waitSeconds = Math.min(started.waitSeconds ?? adapter.provider.waitSeconds, 3600);
    const row: RemoteTransactionRow = {
      secret_hash: secretHash(request.secret),
      mutation_id: request.mutationId,
      request_sha256: hashOf(request),
      provider: open.provider,
      username: open.access.username,
      alias: request.alias,
      thumbprint: request.thumbprint,
      certificate: certificate.raw.toString('base64'),
      algorithm: JSON.stringify(request.algorithm),
      documents: JSON.stringify(request.documents.map(({ id, digest }) => ({ id, digest }))),
      provider_transaction: started.id,
      code: shownCode(started.code),
      state: 'waiting',
      failure: null,
      sealed_access: seal(open.access, request.secret),
      started_at: at.toISOString(),
      expires_at: new Date(at.getTime() + waitSeconds * 1000).toISOString(),
      ended_at: null,
    };
    await this.#store.transaction().execute(async (change) => {
      await change.insertInto('remote_transactions').values(row).execute();
      await appendAudit(change, auditOf(row, 'remote.started', at, request.documents.length));
    });
    return this.#shown(row);
  }

  /** @throws DvcttError REMOTE_TRANSACTION_UNKNOWN for another's mutation id, REQUEST_INVALID for another request */
  #again(row: RemoteTransactionRow, request: StartRemoteTransaction): RemoteTransaction {
    if (row.secret_hash !== secretHash(request.secret)) throw new DvcttError('REMOTE_TRANSACTION_UNKNOWN');
    if (row.request_sha256 !== hashOf(request))
      throw new DvcttError('REQUEST_INVALID', { what: 'same mutationId, another request' });
    return this.#shown(row);
  }

  /** Asks the provider once and keeps what has changed. */
  async #ask(secret: string): Promise<void> {
    const row = await this.#find(secret);
    if (row === undefined || !isOpen(row) || row.sealed_access === null) return;
    const documents = documentsOf(row);
    const poll = await this.#polled(row, unsealed(row.sealed_access, secret), documents);
    if (!('values' in poll)) {
      // Where the person has confirmed, the provider may need its time.
      const patience = poll.kind === 'signing' ? silence : grace;
      const late = this.#now().getTime() > Date.parse(row.expires_at) + patience;
      if (late) await this.#end(row, { state: 'expired', failure: { code: 'REMOTE_EXPIRED' } }, documents);
      else if (poll.kind !== row.state) {
        await this.#store
          .updateTable('remote_transactions')
          .set({ state: poll.kind })
          .where('secret_hash', '=', row.secret_hash)
          .where('ended_at', 'is', null)
          .execute();
      }
      return;
    }
    const key = new X509Certificate(Buffer.from(row.certificate, 'base64')).publicKey;
    const algorithm = algorithmSchema.parse(JSON.parse(row.algorithm));
    const found = await judged(key, algorithm, documents, poll.values, missingValue(poll.kind));
    await this.#end(row, outcomeOf(poll.kind, found), found);
  }

  async #polled(
    row: RemoteTransactionRow,
    access: ReturnType<typeof unseal>,
    documents: readonly { readonly id: string }[],
  ): Promise<Poll> {
    try {
      const adapter = this.#providers.require(row.provider);
      return await withinOneDeadline(() => adapter.poll(access, row.provider_transaction, documents));
    } catch (cause) {
      // Nobody will ever know what became of it: neither is anything of it in a document.
      const over = this.#now().getTime() > Date.parse(row.expires_at) + silence;
      if (over && cause instanceof DvcttError) return { kind: 'expired', values: [] };
      throw cause;
    }
  }

  async #end(
    row: RemoteTransactionRow,
    { state, failure }: ReturnType<typeof outcomeOf>,
    documents: readonly z.infer<typeof keptDocumentSchema>[],
  ): Promise<void> {
    const at = this.#now();
    await this.#store.transaction().execute(async (change) => {
      const { numUpdatedRows } = await change
        .updateTable('remote_transactions')
        .set({
          state,
          failure: failure === undefined ? null : JSON.stringify(failure),
          documents: JSON.stringify(documents),
          sealed_access: null,
          ended_at: at.toISOString(),
        })
        .where('secret_hash', '=', row.secret_hash)
        // Whoever ends it first does: a cancelled one gives out nothing any more.
        .where('ended_at', 'is', null)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return;
      const signed = documents.filter(({ value }) => value !== undefined).length;
      await appendAudit(change, auditOf(row, `remote.${state}`, at, documents.length, signed));
    });
  }

  async #require(secret: string, origin: string): Promise<RemoteTransactionRow> {
    const row = await this.#find(secret);
    if (row !== undefined) return row;
    await countWrongRemoteSecret(this.#store, origin, this.#now());
    throw new DvcttError('REMOTE_TRANSACTION_UNKNOWN');
  }

  #find(secret: string): Promise<RemoteTransactionRow | undefined> {
    return this.#store
      .selectFrom('remote_transactions')
      .selectAll()
      .where('secret_hash', '=', secretHash(secret))
      .executeTakeFirst();
  }

  /** Removes what began long ago: nobody asks for it any more, and it tells who signed when. */
  async forgetOld(): Promise<void> {
    const before = new Date(this.#now().getTime() - kept).toISOString();
    await this.#store.deleteFrom('remote_transactions').where('started_at', '<', before).execute();
  }

  #shown(row: RemoteTransactionRow): RemoteTransaction {
    const failure = row.failure === null ? undefined : failureSchema.parse(JSON.parse(row.failure));
    return {
      provider: row.provider,
      username: row.username,
      code: row.code,
      state: row.state,
      ...(failure === undefined ? {} : { failure }),
      startedAt: row.started_at,
      expiresAt: row.expires_at,
      now: this.#now().toISOString(),
      documents: documentsOf(row).map(({ id, value, failure: own }) => ({
        id,
        ...(value === undefined ? {} : { value }),
        ...(own === undefined ? {} : { failure: own }),
      })),
    };
  }
}

/** One line of plain signs: what a provider calls its code stands on a screen and must read there as it is. */
const shownCode = (code: string) =>
  code
    .replaceAll(/[^\w .:-]/g, '')
    .trim()
    .slice(0, 40);

const isOpen = ({ state }: RemoteTransactionRow) => state === 'waiting' || state === 'signing';

const documentsOf = (row: RemoteTransactionRow) => documentsSchema.parse(JSON.parse(row.documents));

function unsealed(sealed: string, secret: string) {
  try {
    return unseal(sealed, secret);
  } catch {
    throw new DvcttError('REMOTE_SESSION_EXPIRED');
  }
}

function hashOf(request: StartRemoteTransaction): string {
  const { alias, thumbprint, algorithm, title, documents } = request;
  const parts = documents.map(({ id, name, digest }) => [id, name, digest]);
  const text = JSON.stringify([alias, thumbprint, algorithm.scheme, algorithm.hash, title, parts]);
  return createHash('sha256').update(text).digest('hex');
}

function auditOf(row: RemoteTransactionRow, action: string, at: Date, documents: number, signed?: number) {
  const { provider, username, code, thumbprint } = row;
  return {
    at,
    actor: 'remote-ca',
    action,
    subject: username,
    details: { provider, code, thumbprint, documents, ...(signed === undefined ? {} : { signed }) },
  };
}

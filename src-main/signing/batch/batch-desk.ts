import { DvcttError, toFailure, type Failure } from '#shared/contract/errors.ts';
import type { z } from 'zod';
import type { batchCalls, BatchEntry, BatchReview, SigningBatch } from '#shared/contract/batch.ts';
import type { ServerDossier } from '#shared/contract/http.ts';
import type { CallOutput } from '#shared/contract/ipc.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { mayAct } from '#shared/domain/dossiers/status.ts';
import { signingStepOf, type SigningStep } from '#shared/domain/people/roles.ts';
import { sha256 } from '../../blobs/blob-store.ts';
import { knownDossier } from '../../dossiers/find.ts';
import type { Workspace } from '../../session/workspace.ts';
import { tableMediaTypes } from '../../tables/table.ts';
import { writeTable } from '../../tables/write-table.ts';
import { requireScheme } from '../../remote-ca/rounds-on-phone.ts';
import type { CertificateView } from '#shared/contract/tokens.ts';
import { requireTrusted } from '../../trust/require-trusted.ts';
import type { SigningDesk, SigningServices } from '../desk.ts';
import { algorithmFor } from '../policy.ts';
import { requireRegistered } from '../require-registered.ts';
import { requireSamePlan } from '../same-documents.ts';
import { BatchSigningJob, type BatchJobOptions } from './batch-job.ts';
import { reportTable } from './batch-report.ts';
import { dossierInBatch, type DossierInBatch, type RefusedDossier } from './batch-task.ts';
import { entriesOf, totalOf, type SigningEntry } from './entries.ts';
import { isLineLost } from './line-lost.ts';
import { ReviewedContents } from './reviewed-contents.ts';
import { differencesSince, seenState } from './seen.ts';
import { sideBySide } from './side-by-side.ts';

/** Dossiers that the server is asked for at a time. */
const asked = 6;

type Given<N extends keyof typeof batchCalls> = z.output<(typeof batchCalls)[N]['input']>;

interface Signer {
  readonly username: string;
  readonly step: SigningStep;
  readonly workspace: Workspace;
}

type LookedAt =
  | { readonly kind: 'open'; readonly dossier: ServerDossier; readonly entries: readonly SigningEntry[] }
  | {
      readonly kind: 'refused';
      readonly code: DossierCode;
      readonly title: string;
      readonly failure: Failure;
    };

/** Reviews, starts and finds batches: many dossiers, one PIN. */
export class BatchDesk {
  readonly #services: SigningServices & { readonly signing: SigningDesk };
  readonly #reviewed = new ReviewedContents();
  #last: BatchSigningJob | undefined;
  /** A batch is being begun: from the first question to the server until its PIN is asked. */
  #beginning = false;

  constructor(services: SigningServices & { readonly signing: SigningDesk }) {
    this.#services = services;
  }

  /** @throws ROLE_FORBIDDEN for who signs nothing; BACKEND_UNREACHABLE … */
  async review(codes: readonly DossierCode[]): Promise<BatchReview> {
    const signer = this.#signer();
    const review: BatchReview = { entries: [], dossiers: [], refused: [] };
    for (const found of await this.#lookAt(signer, codes)) {
      if (found.kind === 'refused') {
        const { code, title, failure } = found;
        review.refused.push({ code, title, failure });
        continue;
      }
      const { dossier, entries } = found;
      const { code, status, content } = dossier;
      this.#reviewed.show(signer.username, code, content);
      const seen = signer.workspace.store.seen.documents(code);
      review.dossiers.push({ code, title: content.title, status, total: totalOf(entries) });
      for (const entry of entries) review.entries.push(entryView(entry, seenState(entry.page, seen)));
    }
    return review;
  }

  /** @throws DOCUMENT_CHANGED when those bytes are not the document's; DOSSIER_NOT_FOUND */
  async saw({ code, documentId, sha256: digest }: Given<'batch.saw'>): Promise<void> {
    const workspace = this.#services.session.requireWorkspace();
    const has = (dossier: ServerDossier | undefined) =>
      dossier?.documents.find(
        (document) =>
          document.id === documentId && (document.sha256 === digest || document.originalSha256 === digest),
      );
    const kept = workspace.store.dossiers.get(code)?.dossier;
    const dossier =
      has(kept) === undefined ? (await knownDossier(this.#services, workspace, code)).dossier : kept;
    const document = has(dossier);
    if (dossier === undefined || document === undefined) {
      const name = dossier?.documents.find(({ id }) => id === documentId)?.name;
      throw new DvcttError(name === undefined ? 'DOSSIER_NOT_FOUND' : 'DOCUMENT_CHANGED', {
        code,
        name: name ?? documentId,
      });
    }
    workspace.requireOpen();
    const { originalSha256 } = document;
    workspace.store.seen.saw(code, { documentId, version: dossier.version, originalSha256 }, dossier.content);
  }

  async differences(code: DossierCode): Promise<CallOutput<'batch.differences'>> {
    const workspace = this.#services.session.requireWorkspace();
    const { dossier } = await knownDossier(this.#services, workspace, code);
    workspace.requireOpen();
    return differencesSince(workspace.store.seen, dossier);
  }

  /**
   * What can be refused is refused before the PIN is asked; a dossier that cannot be signed becomes failed rows, and the
   * others go on. A paused batch is given up: what it has signed is used by this one.
   * @throws ROLE_FORBIDDEN; TOKEN_BUSY while another batch is signing; what is wrong with the certificate
   */
  start(request: Given<'batch.start'>): Promise<SigningBatch> {
    return this.#alone(() => this.#start(request));
  }

  async #start(request: Given<'batch.start'>): Promise<SigningBatch> {
    const { session, signing, trust, now, tokens, backend, logins, jobs, emit } = this.#services;
    const signer = this.#signer();
    const { workspace, username } = signer;
    await this.#makeWay(workspace);
    const certificate = await signing.certificate(request.certificateId);
    requireRegistered(session, certificate);
    const trusted = await trust();
    const chain = await requireTrusted(certificate, trusted, now());
    const policy = request.policy ?? this.#services.policy;
    const { id: certificateId, owner, thumbprint } = certificate.view;
    const algorithm = algorithmFor(certificate.view, policy);
    const phone = this.#phone(certificate.view, workspace);
    if (phone !== undefined) requireScheme(await phone.signer(), algorithm);

    const expected = new Map(request.dossiers.map((chosen) => [chosen.code, chosen.expected]));
    const dossiers: DossierInBatch[] = [];
    const refused: RefusedDossier[] = [];
    for (const found of await this.#lookAt(signer, [...expected.keys()])) {
      if (found.kind === 'refused') {
        const { code, title, failure } = found;
        refused.push({ code, title, failure, entries: [] });
        continue;
      }
      const { dossier, entries } = found;
      try {
        const chosen = this.#chosen(signer, dossier, entries, expected.get(dossier.code) ?? {});
        dossiers.push(dossierInBatch(dossier, chosen, thumbprint));
      } catch (cause) {
        refused.push({
          code: dossier.code,
          title: dossier.content.title,
          failure: toFailure(cause),
          entries,
        });
      }
    }
    workspace.requireOpen();
    this.#services.pendingRequests.giveWay(dossiers.map(({ dossier }) => dossier.code));
    for (const { dossier } of dossiers)
      for (const single of jobs.onPhoneFor(dossier.code)) await single.cancel();
    const job = new BatchSigningJob({
      dossiers,
      refused,
      certificate: { ...certificate, chain },
      algorithm,
      policy,
      ...(phone === undefined ? {} : { phone }),
      workspace,
      backend,
      judge: { trust: () => Promise.resolve(trusted), now },
      tokens,
      keeper: () => logins.keeper({ certificateId, owner, username }),
      now,
      emit,
    });
    this.#last = job;
    jobs.add(job);
    await job.begin(await this.#login(certificate.view, username));
    return job.view();
  }

  /** @throws SIGNING_JOB_UNKNOWN */
  job(jobId: string): BatchSigningJob {
    return this.#services.jobs.findKind(jobId, BatchSigningJob);
  }

  /** @throws SIGNING_JOB_UNKNOWN; TOKEN_BUSY while a batch is being begun */
  resume(jobId: string): Promise<SigningBatch> {
    return this.#alone(() => this.#resume(jobId));
  }

  async #resume(jobId: string): Promise<SigningBatch> {
    const { job, username } = await this.#goingOn(jobId);
    await job.resume(await this.#login(job.certificate, username));
    return job.view();
  }

  /** @throws SIGNING_JOB_UNKNOWN; TOKEN_BUSY while a batch is being begun; REMOTE_SESSION_EXPIRED */
  resend(jobId: string): Promise<SigningBatch> {
    return this.#alone(async () => {
      const { job } = await this.#goingOn(jobId);
      await job.resend();
      return job.view();
    });
  }

  /** A batch of the person at the desk, whose provider is open: said before anything goes on, so that the window can have the certificate fetched again. */
  async #goingOn(jobId: string): Promise<{ readonly job: BatchSigningJob; readonly username: string }> {
    const job = this.job(jobId);
    const { username, workspace } = this.#signer();
    if (job.workspace !== workspace) throw new DvcttError('SIGNING_JOB_UNKNOWN');
    await this.#phone(job.certificate, workspace)?.signer();
    return { job, username };
  }

  report(jobId: string, format: 'csv' | 'xlsx'): CallOutput<'batch.report'> {
    const bytes = writeTable(reportTable(this.job(jobId).rows()), format);
    const day = this.#services.now().toISOString().slice(0, 10);
    return {
      name: `ket-qua-ky-${day}.${format}`,
      mediaType: tableMediaTypes[format],
      sha256: sha256(bytes),
      base64: Buffer.from(bytes).toString('base64'),
    };
  }

  #signer(): Signer {
    const { session } = this.#services;
    const workspace = session.requireWorkspace();
    const { username, role } = session.require();
    const step = signingStepOf(role);
    if (step === undefined) throw new DvcttError('ROLE_FORBIDDEN', { role });
    return { username, step, workspace };
  }

  /** Each dossier as the server has it now, or why it cannot be signed. @throws when the server cannot be asked */
  #lookAt(signer: Signer, codes: readonly DossierCode[]): Promise<readonly LookedAt[]> {
    const { backend, session } = this.#services;
    const { workspace } = signer;
    return sideBySide([...new Set(codes)], asked, async (code): Promise<LookedAt> => {
      let dossier: ServerDossier | undefined;
      try {
        dossier = await backend.dossier(code);
        workspace.took(dossier);
        this.#dropOutdated(workspace, dossier);
        requireTurn(session.require().role, dossier);
        return { kind: 'open', dossier, entries: entriesOf(dossier, signer.step) };
      } catch (cause) {
        if (!(cause instanceof DvcttError) || isLineLost(cause)) throw cause;
        const known = dossier ?? workspace.store.dossiers.get(code)?.dossier;
        const failure: Failure = cause.toFailure();
        return { kind: 'refused', code, title: known?.content.title ?? '', failure };
      }
    });
  }

  /** Signatures over bytes that nobody will ask for again. */
  #dropOutdated({ store }: Workspace, dossier: ServerDossier): void {
    const kept = store.signatures.list(dossier.code);
    if (kept.length === 0) return;
    const bases = new Map(dossier.documents.map(({ id, sha256: newest }) => [id, newest]));
    const outdated = kept.filter(
      ({ version, documentId, base }) => version !== dossier.version || bases.get(documentId) !== base,
    );
    if (outdated.length > 0) store.signatures.drop(outdated);
  }

  /** The chosen entries. @throws DOCUMENT_CHANGED unless they are what was reviewed; REQUEST_INVALID for half a voucher */
  #chosen(
    { username }: Signer,
    dossier: ServerDossier,
    entries: readonly SigningEntry[],
    expected: Readonly<Record<string, string>>,
  ): readonly SigningEntry[] {
    const { code, content } = dossier;
    const changed = (name: string) => new DvcttError('DOCUMENT_CHANGED', { name });
    if (!this.#reviewed.was(username, code, content)) throw changed(content.title);
    requireSamePlan(dossier);
    const shown = new Map(Object.entries(expected));
    const chosen = entries.filter(({ documents }) => documents.some(({ id }) => shown.has(id)));
    for (const { documents } of chosen) {
      for (const { id, name, sha256: newest } of documents) {
        if (!shown.has(id)) throw new DvcttError('REQUEST_INVALID', { what: 'half a voucher', name });
        if (shown.get(id) !== newest) throw changed(name);
        shown.delete(id);
      }
    }
    const [strange] = shown.keys();
    if (strange !== undefined) throw changed(strange);
    if (chosen.length === 0) throw new DvcttError('REQUEST_INVALID', { what: 'nothing chosen', code });
    return chosen;
  }

  /** Two at once would both find the way free. @throws TOKEN_BUSY for the second */
  async #alone(begin: () => Promise<SigningBatch>): Promise<SigningBatch> {
    if (this.#beginning) throw new DvcttError('TOKEN_BUSY');
    this.#beginning = true;
    try {
      return await begin();
    } finally {
      this.#beginning = false;
    }
  }

  /** @throws TOKEN_BUSY */
  async #makeWay(workspace: Workspace): Promise<void> {
    const before = this.#last;
    if (before === undefined || before.ended) return;
    if (before.busy && before.workspace === workspace) throw new DvcttError('TOKEN_BUSY');
    await before.cancel();
  }

  /** Of a key at a provider: how the phone is asked. */
  #phone({ id, remote }: CertificateView, workspace: Workspace): BatchJobOptions['phone'] {
    if (remote === undefined) return undefined;
    const desk = this.#services.remote;
    return {
      signer: () => desk.signer(id),
      sessionEnded: () => desk.ended(remote.provider),
      requests: workspace.store.remoteRequests,
    };
  }

  async #login({ id, tokenSerial, remote }: CertificateView, username: string) {
    if (remote !== undefined) return undefined;
    const { logins } = this.#services;
    const kept = await logins.take(id, username);
    // The login of another certificate would keep this token from being logged in to.
    if (kept === undefined) await logins.free(tokenSerial);
    return kept;
  }
}

/** @throws SIGNATURE_ORDER, DOSSIER_STATE, ROLE_FORBIDDEN */
function requireTurn(role: Parameters<typeof mayAct>[0], { status }: ServerDossier): void {
  if (!['CHO_KTT_KY', 'CHO_CTK_KY'].includes(status)) throw new DvcttError('DOSSIER_STATE', { status });
  if (mayAct(role, status)) return;
  if (status === 'CHO_KTT_KY') throw new DvcttError('SIGNATURE_ORDER', { status });
  throw new DvcttError('ROLE_FORBIDDEN', { role });
}

function entryView(entry: SigningEntry, seen: BatchEntry['seen']): BatchEntry {
  const { code, entryId, voucher, number, date, name, total, documents } = entry;
  return {
    code,
    entryId,
    kind: voucher === undefined ? 'attachment' : 'voucher',
    ...(voucher === undefined ? {} : { formId: voucher.formId }),
    number,
    date,
    name,
    total,
    documents: documents.map((document) => ({
      id: document.id,
      name: document.name,
      sha256: document.sha256,
    })),
    seen,
  };
}

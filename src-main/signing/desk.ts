import { DvcttError } from '#shared/contract/errors.ts';
import type { CoreEvent, SigningJob } from '#shared/contract/ipc.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { mayAct } from '#shared/domain/dossiers/status.ts';
import { signingStepOf } from '#shared/domain/people/roles.ts';
import type { SignaturePolicy } from '#shared/signatures/algorithms.ts';
import type { BackendClient } from '../backend-client/backend-client.ts';
import type { ShownContents } from '../dossiers/shown-contents.ts';
import type { PinJobs } from '../pin/pin-jobs.ts';
import { requireScheme } from '../remote-ca/rounds-on-phone.ts';
import type { CertificateSource } from '../remote-ca/certificate-source.ts';
import type { PendingRequests } from '../remote-ca/pending-requests.ts';
import type { RemoteDesk } from '../remote-ca/remote-desk.ts';
import { RemoteSigningJob } from '../remote-ca/remote-signing-job.ts';
import { singleUse, type RememberedLogins } from '../pin/remembered-logins.ts';
import type { Session } from '../session/session.ts';
import type { TokenCertificate, TokenService } from '../tokens/token-service.ts';
import type { TrustedCertificates } from '../trust/trust-store.ts';
import { requireTrusted } from '../trust/require-trusted.ts';
import { DossierSigning } from './dossier-signing.ts';
import { DocumentSigningJob } from './job.ts';
import { algorithmFor } from './policy.ts';
import { requireRegistered } from './require-registered.ts';
import type { SigningWork } from './work.ts';

export interface SigningServices {
  readonly session: Session;
  readonly shown: ShownContents;
  readonly backend: BackendClient;
  readonly tokens: TokenService;
  readonly certificates: CertificateSource;
  readonly remote: RemoteDesk;
  readonly pendingRequests: Pick<PendingRequests, 'giveWay' | 'adopt' | 'settled'>;
  readonly jobs: PinJobs;
  readonly logins: RememberedLogins;
  readonly trust: () => Promise<TrustedCertificates>;
  readonly policy: SignaturePolicy;
  readonly now: () => Date;
  readonly emit: (event: CoreEvent) => void;
}

/**
 * Starts signing jobs and finds them again. Refuses before a PIN is asked whatever can be refused then; asks for none
 * while the person's login with the same certificate is remembered, and the job then begins in phase `signing`.
 */
export class SigningDesk {
  readonly #services: SigningServices;

  constructor(services: SigningServices) {
    this.#services = services;
  }

  async start(request: {
    readonly code: DossierCode;
    readonly certificateId: string;
    readonly expected: Readonly<Record<string, string>>;
    readonly policy?: SignaturePolicy | undefined;
  }): Promise<SigningJob> {
    const { session, backend } = this.#services;
    const user = session.require();
    const { workspace } = session;
    const step = signingStepOf(user.role);
    if (step === undefined) throw new DvcttError('ROLE_FORBIDDEN', { role: user.role });
    const dossier = await backend.dossier(request.code);
    if (!['CHO_KTT_KY', 'CHO_CTK_KY'].includes(dossier.status)) {
      throw new DvcttError('DOSSIER_STATE', { status: dossier.status });
    }
    if (!mayAct(user.role, dossier.status)) throw new DvcttError('ROLE_FORBIDDEN', { role: user.role });
    // The documents are held against what was shown one by one; this is what stood around them: title, payee, total.
    if (!this.#services.shown.was(user.username, dossier.code, dossier.content)) {
      throw new DvcttError('DOCUMENT_CHANGED', { name: dossier.content.title });
    }
    const certificate = await this.certificate(request.certificateId);
    requireRegistered(session, certificate);
    const work = new DossierSigning({
      ...this.#services,
      dossier,
      step,
      shelf: workspace?.store.signatures,
      onSigned: (standing) => {
        workspace?.took(standing);
        workspace?.changed(standing.code);
      },
    });
    return this.begin(work, certificate, { ...request, username: user.username });
  }

  /**
   * Starts the job of any work, once it is sure that this person may do it with this certificate. Without a `username`
   * nobody is signed in who could be asked for their login again, and none is remembered.
   */
  async begin(
    work: SigningWork,
    certificate: TokenCertificate,
    request: {
      readonly expected: Readonly<Record<string, string>>;
      readonly policy?: SignaturePolicy | undefined;
      readonly username: string | undefined;
    },
  ): Promise<SigningJob> {
    const { tokens, jobs, logins, now, emit } = this.#services;
    const { id: certificateId, owner, tokenSerial } = certificate.view;
    const { username } = request;
    const chain = await requireTrusted(certificate, await this.#services.trust(), now());
    const policy = request.policy ?? this.#services.policy;
    const algorithm = algorithmFor(certificate.view, policy);
    const trusted = { ...certificate, chain };
    if (certificate.view.remote !== undefined) {
      const { remote } = this.#services;
      const signer = await remote.signer(certificateId);
      requireScheme(signer, algorithm);
      await this.#makeWay(work.code);
      const job = new RemoteSigningJob({
        work,
        certificate: trusted,
        signer,
        algorithm,
        policy,
        remote,
        requests: this.#services.session.workspace?.store.remoteRequests,
        standing: this.#services.pendingRequests,
        now,
        emit,
      });
      jobs.add(job);
      await job.prepare(request.expected);
      return job.view();
    }
    await this.#makeWay(work.code);
    const job = new DocumentSigningJob({
      work,
      certificate: trusted,
      algorithm,
      policy,
      tokens,
      keeper: () => (username === undefined ? singleUse : logins.keeper({ certificateId, owner, username })),
      now,
      emit,
    });
    jobs.add(job);
    const kept = username === undefined ? undefined : await logins.take(certificateId, username);
    // The login of another certificate would keep this token from being logged in to.
    if (kept === undefined) await logins.free(tokenSerial);
    await job.prepare(request.expected, kept);
    return job.view();
  }

  /**
   * One request at a time for one dossier: one of an earlier sign-in, and one that no window shows any more (left by
   * “Back”, or a reload), is taken back.
   * @throws SIGNING_RUNNING while a batch with it is under way
   */
  async #makeWay(code: DossierCode): Promise<void> {
    for (const job of this.#services.jobs.onPhoneFor(code)) {
      if (!(job instanceof RemoteSigningJob)) throw new DvcttError('SIGNING_RUNNING', { code });
      await job.cancel();
    }
    this.#services.pendingRequests.giveWay([code]);
  }

  /** @throws SIGNING_JOB_UNKNOWN */
  job(jobId: string): DocumentSigningJob | RemoteSigningJob {
    const job = this.#services.jobs.find(jobId);
    if (job instanceof DocumentSigningJob || job instanceof RemoteSigningJob) return job;
    throw new DvcttError('SIGNING_JOB_UNKNOWN');
  }

  /** As it stands on its token or at its provider now. @throws the reason why it cannot sign, TOKEN_NOT_FOUND … */
  async certificate(id: string): Promise<TokenCertificate> {
    const found = await this.#services.certificates.certificate(id);
    const [refusal] = found.view.refusals;
    if (refusal !== undefined) throw new DvcttError(refusal, { serial: found.view.serial });
    return found;
  }
}

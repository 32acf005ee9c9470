import type { z } from 'zod';
import type { coreCalls, CallName } from '#shared/contract/ipc.ts';
import type { TokenJob } from '#shared/contract/token-jobs.ts';
import { attachFile } from '../dossiers/attach.ts';
import { draftConflict, resolveConflict } from '../dossiers/conflict.ts';
import {
  previewVoucher,
  readAttachment,
  readDocument,
  readOriginal,
  verifyDocument,
} from '../dossiers/documents.ts';
import {
  copyToDraft,
  createDraft,
  deleteDraft,
  restoreDraft,
  saveDraft,
  stepDraft,
} from '../dossiers/drafting.ts';
import { listDossiers, openDossier } from '../dossiers/find.ts';
import { forwardDossier, returnDossier, submitDossier } from '../dossiers/hand-over.ts';
import { copyVersion, draftHistory, draftVersion, restoreVersion } from '../dossiers/history.ts';
import type { DossierServices } from '../dossiers/services.ts';
import { signedVersion, signedVersions } from '../dossiers/signed-versions.ts';
import type { Log } from '../logging/log.ts';
import type { PinJobs } from '../pin/pin-jobs.ts';
import type { PromptWatch } from '../pin/prompt-watch.ts';
import type { RememberedLogins } from '../pin/remembered-logins.ts';
import type { TokenDesk } from '../pin/token-desk.ts';
import type { PendingLink } from '../registration/pending-link.ts';
import type { RegistrationServices } from '../registration/services.ts';
import type { CertificateSource } from '../remote-ca/certificate-source.ts';
import type { PendingRequests } from '../remote-ca/pending-requests.ts';
import type { RemoteDesk } from '../remote-ca/remote-desk.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import type { BatchDesk } from '../signing/batch/batch-desk.ts';
import type { SigningDesk } from '../signing/desk.ts';
import type { StoreKey } from '../store-key/store-key.ts';
import type { TokenService } from '../tokens/token-service.ts';
import type { TrustedCertificates } from '../trust/trust-store.ts';
import { tsaUrl } from '../diagnostics/timestamp/tsa-url.ts';
import { makeBatchHandlers } from './batch-handlers.ts';
import { makeDoctorHandlers } from './doctor-handlers.ts';
import type { coreOptionsSchema } from './options.ts';
import { makeLinkHandlers } from './link-handlers.ts';
import { makePinHandlers } from './pin-handlers.ts';
import { makeRegistrationHandlers } from './registration-handlers.ts';
import { makeRemoteHandlers } from './remote-handlers.ts';
import { makeReportHandlers } from './report-handlers.ts';
import { makeSupportHandlers } from './support-handlers.ts';
import { makeSyncHandlers } from './sync-handlers.ts';
import { makeTokenHandlers } from './token-handlers.ts';
import { makeTransferHandlers } from './transfer-handlers.ts';
import { makeVoucherDeskHandlers } from './voucher-desk-handlers.ts';
import { version } from './version.ts';

export interface CoreServices extends DossierServices, RegistrationServices {
  readonly options: z.output<typeof coreOptionsSchema>;
  readonly storeKey: StoreKey;
  readonly tokens: TokenService;
  readonly certificates: CertificateSource;
  readonly remote: RemoteDesk;
  readonly pendingRequests: PendingRequests;
  readonly trust: () => Promise<TrustedCertificates>;
  readonly signing: SigningDesk;
  readonly batches: BatchDesk;
  readonly tokenDesk: TokenDesk;
  readonly lastChallenge: () => TokenJob | undefined;
  readonly jobs: PinJobs;
  readonly logins: RememberedLogins;
  readonly prompts: PromptWatch;
  readonly log: Log;
  readonly settings: SettingsFile;
  readonly pendingLink: PendingLink;
}

export type Parsed<N extends CallName> = z.output<(typeof coreCalls)[N]['input']>;
type Answer<N extends CallName> = z.output<(typeof coreCalls)[N]['output']>;

/** One function for every call of the contract; a call without one does not compile. */
export type Handlers = { readonly [N in CallName]: (input: Parsed<N>) => Answer<N> | Promise<Answer<N>> };

export function makeHandlers(services: CoreServices): Handlers {
  const { options, session } = services;
  /** Wherever a person chooses a certificate, a provider's is as good as a token's. */
  const choosing = { ...services, tokens: services.certificates };
  return {
    'app.info': () => ({
      version,
      shell: options.shell,
      backendUrl: options.backendUrl,
      policy: options.policy,
      dataFolder: options.dataFolder,
      demoAccounts: options.demoAccounts,
    }),
    'session.current': () => session.current(),
    'session.signIn': async ({ username, password }) => {
      const before = session.user?.username;
      const signedIn = await session.signIn(username, password);
      // What another person, or nobody known, has opened at a provider is not theirs who sits here now.
      if (session.user?.username !== before) await services.remote.closeAll();
      return signedIn;
    },
    'session.signOut': () => session.signOut(),

    ...makeSyncHandlers(services),

    'dossiers.list': (filter) => listDossiers(services, filter),
    'dossiers.get': ({ code }) => openDossier(services, code),
    'dossiers.forward': ({ code, version: onScreen }) => forwardDossier(services, code, onScreen),
    'dossiers.return': ({ code, note }) => returnDossier(services, code, note),
    'dossiers.submit': ({ code }) => submitDossier(services, code),
    'dossiers.versions': ({ code }) => signedVersions(services, code),
    'dossiers.version': ({ code, version: wanted }) => signedVersion(services, code, wanted),

    'drafts.create': ({ formId }) => createDraft(services, formId),
    'drafts.copy': ({ code }) => copyToDraft(services, code),
    'drafts.save': ({ code, baseVersion, content }) => saveDraft(services, code, baseVersion, content),
    'drafts.delete': ({ code }) => {
      deleteDraft(services, code);
      return {};
    },
    'drafts.restore': ({ code }) => restoreDraft(services, code),
    'drafts.undo': ({ code }) => stepDraft(services, code, 'undo'),
    'drafts.redo': ({ code }) => stepDraft(services, code, 'redo'),
    'drafts.history': ({ code }) => draftHistory(services, code),
    'drafts.version': ({ code, versionId }) => draftVersion(services, code, versionId),
    'drafts.restoreVersion': ({ code, versionId }) => restoreVersion(services, code, versionId),
    'drafts.copyVersion': ({ code, versionId }) => copyVersion(services, code, versionId),
    'drafts.conflict': ({ code }) => draftConflict(services, code),
    'drafts.resolve': ({ code, theirsVersion, choices }) =>
      resolveConflict(services, code, theirsVersion, choices),
    'drafts.attach': ({ code, name, base64 }) => attachFile(services, code, name, fromBase64(base64)),
    'drafts.attachment': ({ code, attachmentId }) => readAttachment(services, code, attachmentId),
    'drafts.preview': ({ code, voucherId }) => previewVoucher(services, code, voucherId),

    'documents.read': (wanted) => readDocument(services, wanted),
    'documents.original': (wanted) => readOriginal(services, wanted),
    'documents.verify': (wanted) => verifyDocument(services, wanted),

    ...makeTokenHandlers(services),

    ...makePinHandlers(services),

    ...makeRegistrationHandlers(choosing),
    ...makeBatchHandlers(services),
    ...makeTransferHandlers(services),
    'unit.get': () => session.requireWorkspace().unit,
    ...makeVoucherDeskHandlers(services),
    ...makeRemoteHandlers(services),
    ...makeReportHandlers(services),

    ...makeLinkHandlers(choosing),

    ...makeDoctorHandlers({
      ...services,
      dataFolder: options.dataFolder,
      logFolder: services.log.folder,
      tsaUrl: tsaUrl(process.env),
    }),

    ...makeSupportHandlers({
      ...services,
      dataFolder: options.dataFolder,
      shell: options.shell,
      tsaUrl: tsaUrl(process.env),
    }),
  };
}

function fromBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}

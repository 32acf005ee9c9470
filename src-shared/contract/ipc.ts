/**
 * The contract between the window and the core: one zod pair per call, parsed on the receiving side. Shells carry it
 * and add nothing; `pinCalls` are reachable from the PIN prompt alone.
 */
import { z } from 'zod';
import {
  attachmentSchema,
  dossierCodeSchema,
  dossierContentSchema,
  dossierDocumentSchema,
  dossierStatusSchema,
  statusLogRowSchema,
} from '../domain/dossiers/dossier.ts';
import { roleSchema } from '../domain/people/roles.ts';
import { formIdSchema } from '../domain/vouchers/voucher.ts';
import {
  memberCertificateSchema,
  registrationContentSchema,
  registrationDocumentIds,
  registrationKindSchema,
} from '../domain/registration/registration.ts';
import { signaturePolicySchema } from '../signatures/algorithms.ts';
import { validationReportSchema } from '../validation/report.ts';
import { contentChoiceSchema, contentPathSchema } from '../domain/drafts/content-change.ts';
import { batchCalls, signingBatchSchema } from './batch.ts';
import { bundlePreviewSchema, checkActionSchema, checkSchema, logLevelSchema } from './doctor.ts';
import { failureSchema, failureCodeSchema } from './errors.ts';
import { validationIssueSchema, type ValidationIssue } from './issue.ts';
import {
  registrationFilterSchema,
  registrationIdSchema,
  registrationSummarySchema,
  registrationViewSchema,
} from './registration/window.ts';
import {
  draftConflictSchema,
  draftHistorySchema,
  draftStateSchema,
  draftVersionViewSchema,
  presenceSchema,
  queuedChangeSchema,
  storeKeyStateSchema,
  storeNoticeSchema,
  syncStateSchema,
} from './sync/window.ts';
import { phoneWaitSchema, remoteCalls } from './remote-ca/window.ts';
import { reportCalls } from './reports.ts';
import { moduleTrialSchema, rememberedLoginsSchema, tokenJobSchema } from './token-jobs.ts';
import {
  certificateViewSchema,
  pinPromptSchema,
  pinPurposeSchema,
  sealedPinSchema,
  tokenListSchema,
} from './tokens.ts';
import { traceSchema } from './trace.ts';
import { transferCalls } from './transfer.ts';
import { forwardedVersionSchema, signedVersionListSchema } from './versions.ts';
import { voucherDeskCalls } from './voucher-desk.ts';

const none = z.strictObject({});
const byCode = z.strictObject({ code: dossierCodeSchema });
/** `version`: an earlier one of the dossier (`dossiers.versions`); left out, the one that stands. */
const byDocument = byCode.extend({
  documentId: z.string().max(80),
  version: z.number().int().positive().optional(),
});
const byId = z.strictObject({ id: registrationIdSchema });
/** Base64 of at most 100 MB. */
const base64 = z.string().max(140_000_000);
const jobId = z.string().min(1).max(64);
const certificateId = z.string().max(300);
const tokenSerial = z.string().min(1).max(200);
const versionId = z.string().min(1).max(40);

export const userSchema = z.object({
  username: z.string(),
  name: z.string(),
  role: roleSchema,
  unitCode: z.string(),
  unitName: z.string(),
  treasuryCode: z.string(),
  treasuryName: z.string(),
  /** Upper-case hex serial of the certificate registered with KBNN, if any. */
  certificateSerial: z.string().optional(),
  /** Signed in with a one-time password: nothing but `session.changePassword` is answered until it has been changed. */
  mustChangePassword: z.boolean().optional(),
});
export type User = z.infer<typeof userSchema>;

export const appInfoSchema = z.object({
  version: z.string(),
  shell: z.enum(['electron', 'browser', 'cli']),
  backendUrl: z.string(),
  policy: signaturePolicySchema,
  dataFolder: z.string(),
  /** Accounts of the demo data, shown on the sign-in screen; empty outside the demo. */
  demoAccounts: z.array(
    z.object({ username: z.string(), password: z.string(), role: roleSchema, name: z.string() }),
  ),
});
export type AppInfo = z.infer<typeof appInfoSchema>;

export { validationIssueSchema, type ValidationIssue };

export const dossierSummarySchema = z.object({
  code: dossierCodeSchema,
  title: z.string(),
  status: dossierStatusSchema,
  voucherCount: z.number().int(),
  /** Sum of the vouchers, đồng. */
  total: z.string(),
  createdBy: z.string(),
  updatedAt: z.iso.datetime(),
  /** Role that must act now; absent when the dossier is closed. */
  heldBy: roleSchema.optional(),
  /** Since when they hold it; absent for drafts that were never sent. */
  heldSince: z.iso.datetime().optional(),
  /** Last note (reason of return or rejection). */
  note: z.string(),
  /** `local`: a draft, written on this machine and shared with the unit's accountants; `server`: sent. */
  place: z.enum(['local', 'server']),
  /** A change of it waits to be sent. */
  waiting: z.boolean().optional(),
  /** It has an undecided conflict, or a change that the server refused. */
  attention: z.boolean().optional(),
});
export type DossierSummary = z.infer<typeof dossierSummarySchema>;

export const dossierColumnSchema = z.enum([
  'code',
  'title',
  'voucherCount',
  'total',
  'status',
  'heldBy',
  'updatedAt',
]);
export type DossierColumn = z.infer<typeof dossierColumnSchema>;

export const dossierActionSchema = z.enum(['edit', 'delete', 'forward', 'sign', 'return', 'submit', 'copy']);
export type DossierAction = z.infer<typeof dossierActionSchema>;

export const dossierViewSchema = dossierSummarySchema.extend({
  /** Grows by one with each saved change. */
  version: z.number().int().positive(),
  content: dossierContentSchema,
  issues: z.array(validationIssueSchema),
  /** Empty until forwarded. */
  documents: z.array(dossierDocumentSchema),
  /** Oldest first. */
  log: z.array(statusLogRowSchema),
  /** What the signed-in person may do now. */
  actions: z.array(dossierActionSchema),
  /** Present for drafts. */
  draft: draftStateSchema.optional(),
  /** Present when the server could not be asked: this is the copy kept here, as of then. */
  asOf: z.iso.datetime().optional(),
});
export type DossierView = z.infer<typeof dossierViewSchema>;

export const fileSchema = z.object({ name: z.string(), mediaType: z.string(), sha256: z.string(), base64 });

export const signingPhaseSchema = z.enum([
  'preparing',
  'awaiting-pin',
  /** The request is on the phone; see `phone`. */
  'awaiting-phone',
  'signing',
  'sending',
  'done',
  'cancelled',
  'failed',
]);

/** State of one signing job; also the payload of the `signing.progress` event. */
export const signingJobSchema = z.object({
  jobId,
  code: dossierCodeSchema,
  phase: signingPhaseSchema,
  done: z.number().int(),
  total: z.number().int(),
  /** Name of the document at hand. */
  current: z.string(),
  /** In phase `awaiting-phone`. */
  phone: phoneWaitSchema.optional(),
  policy: signaturePolicySchema,
  failure: failureSchema.optional(),
  /** After `done`: what was signed. */
  results: z.array(
    z.object({
      documentId: z.string(),
      name: z.string(),
      sha256: z.string(),
      indication: z.enum(['valid', 'invalid', 'indeterminate']),
      warnings: z.array(z.string()),
    }),
  ),
});
export type SigningJob = z.infer<typeof signingJobSchema>;

const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output });

/** Calls of the main window. */
export const windowCalls = {
  'app.info': call(none, appInfoSchema),
  'session.current': call(
    none,
    z.object({
      user: userSchema.nullable(),
      /** Signed in with what this machine knows, or the server's session has ended: steps that need it will ask. */
      offline: z.boolean().optional(),
      /** Random id by which the server knows this person's store on this machine. */
      device: z.string().optional(),
    }),
  ),
  'session.signIn': call(
    z.strictObject({ username: z.string().min(1).max(100), password: z.string().min(1).max(200) }),
    z.object({ user: userSchema, offline: z.boolean().optional() }),
  ),
  /** Sends what waits (for a few seconds at most), then locks the person's store. */
  'session.signOut': call(
    none,
    z.object({
      /** Changes that stay safe on this machine until this person signs in again. */
      unsent: z.number().int().optional(),
    }),
  ),

  /** @throws PASSWORD_WRONG, PASSWORD_WEAK, PASSWORD_SAME */
  'session.changePassword': call(
    z.strictObject({ current: z.string().min(1).max(200), next: z.string().min(1).max(200) }),
    z.object({ user: userSchema }),
  ),

  'store.key': call(none, storeKeyStateSchema),
  /** Chooses (state `passphrase-new`) or enters (`passphrase`) the passphrase of the stores. */
  'store.unlock': call(z.strictObject({ passphrase: z.string().min(1).max(200) }), storeKeyStateSchema),
  /** Sets the stores whose key is lost aside (they stay on the disk) and starts with a new key. */
  'store.setAside': call(none, storeKeyStateSchema),
  'store.notices': call(none, z.object({ notices: z.array(storeNoticeSchema) })),
  'store.dismiss': call(z.strictObject({ id: z.number().int() }), none),

  'dossiers.list': call(
    z.strictObject({
      /** Words in any order, with or without accents; each is the beginning of a word of the dossier. */
      query: z.string().max(200).optional(),
      status: dossierStatusSchema.optional(),
      /** `mine`: waiting for this person. */
      scope: z.enum(['mine', 'all']).optional(),
      order: z.strictObject({ column: dossierColumnSchema, descending: z.boolean() }).optional(),
      offset: z.number().int().nonnegative().optional(),
      /** 200 when left out. */
      limit: z.number().int().min(1).max(1000).optional(),
    }),
    z.object({
      dossiers: z.array(dossierSummarySchema),
      /** How many the filter finds in all. */
      found: z.number().int().optional(),
      /** Without the filter. */
      counts: z
        .object({
          mine: z.number().int(),
          all: z.number().int(),
          byStatus: z.record(dossierStatusSchema, z.number().int()),
        })
        .optional(),
      /** Present when the server cannot be reached: what is listed is as old as `sync.state` says. */
      offline: failureSchema.optional(),
    }),
  ),
  'dossiers.get': call(byCode, dossierViewSchema),
  /** `version`: of the draft on the screen; DOSSIER_CONFLICT when what stands is another one. */
  'dossiers.forward': call(
    byCode.extend({ version: z.number().int().positive().optional() }),
    dossierViewSchema,
  ),
  'dossiers.return': call(byCode.extend({ note: z.string().min(1).max(1000) }), dossierViewSchema),
  'dossiers.submit': call(byCode, dossierViewSchema),
  /** Earlier versions that were signed, newest first; the server alone keeps them. Their signatures are void. */
  'dossiers.versions': call(
    byCode,
    signedVersionListSchema.extend({
      /** Present when the server could not be asked: nothing is listed. */
      offline: failureSchema.optional(),
    }),
  ),
  /** One of them: its content, and its documents for `documents.read` and `documents.verify`. */
  'dossiers.version': call(byCode.extend({ version: z.number().int().positive() }), forwardedVersionSchema),

  /** With one empty voucher of the form (mẫu 13 when left out). */
  'drafts.create': call(z.strictObject({ formId: formIdSchema.optional() }), dossierViewSchema),
  'drafts.copy': call(byCode, dossierViewSchema),
  'drafts.save': call(
    byCode.extend({ baseVersion: z.number().int(), content: dossierContentSchema }),
    dossierViewSchema,
  ),
  'drafts.delete': call(byCode, none),
  'drafts.restore': call(byCode, dossierViewSchema),
  /** One step of this person's own changes back or forth; what others changed since stays. */
  'drafts.undo': call(byCode, dossierViewSchema),
  'drafts.redo': call(byCode, dossierViewSchema),
  'drafts.history': call(byCode, draftHistorySchema),
  'drafts.version': call(byCode.extend({ versionId }), draftVersionViewSchema),
  /** Makes an old version the newest; the one that stood is in the history. */
  'drafts.restoreVersion': call(byCode.extend({ versionId }), dossierViewSchema),
  /** A new draft, with a code of its own, from an old version. */
  'drafts.copyVersion': call(byCode.extend({ versionId }), dossierViewSchema),
  /** Null when there is nothing to decide (any more). */
  'drafts.conflict': call(byCode, z.object({ conflict: draftConflictSchema.nullable() })),
  /** DOSSIER_CONFLICT when theirs is not `theirsVersion` any more; every conflict needs a choice. */
  'drafts.resolve': call(
    byCode.extend({
      theirsVersion: z.number().int(),
      choices: z.record(contentPathSchema, contentChoiceSchema),
    }),
    dossierViewSchema,
  ),
  'drafts.attach': call(
    byCode.extend({ name: z.string().min(1).max(200), base64 }),
    z.object({ attachment: attachmentSchema, dossier: dossierViewSchema }),
  ),
  'drafts.attachment': call(byCode.extend({ attachmentId: z.string().max(64) }), fileSchema),
  /** The printed form of a draft's voucher as it stands now (PDF). */
  'drafts.preview': call(byCode.extend({ voucherId: z.string().max(64) }), fileSchema),

  /** Newest revision of a forwarded document; the `.p7s` of a file that is signed beside itself. */
  'documents.read': call(byDocument, fileSchema),
  /** The file as it was frozen, without signatures. */
  'documents.original': call(byDocument, fileSchema),
  'documents.verify': call(byDocument, validationReportSchema),

  'tokens.list': call(none, tokenListSchema),
  'certificates.list': call(
    none,
    z.object({
      certificates: z.array(certificateViewSchema),
      problems: z.array(failureSchema),
      /** Modules that have not answered yet; `tokens.changed` follows when they do. */
      pending: z.array(z.string()),
    }),
  ),
  /** Ends every token host that nobody is signing with, and looks afresh. */
  'tokens.lookAgain': call(none, tokenListSchema),
  /** Tries a module in a process of its own; one that answers is used from now on, also after a restart. */
  'modules.add': call(z.strictObject({ path: z.string().min(1).max(1000) }), moduleTrialSchema),
  /** Of a module that a person has added. */
  'modules.remove': call(z.strictObject({ path: z.string().min(1).max(1000) }), tokenListSchema),

  /** These begin a job for which the PIN prompt opens (`openPinPrompt`). They throw what the PIN state forbids. */
  'tokens.changePin': call(z.strictObject({ tokenSerial }), tokenJobSchema),
  'tokens.unblockPin': call(z.strictObject({ tokenSerial }), tokenJobSchema),
  /** One signature over random bytes, verified with the certificate: the private key works. */
  'tokens.challenge': call(z.strictObject({ certificateId }), tokenJobSchema),
  /** Without `withPin` only what needs no login; the job is done when this answers. */
  'tokens.selfTest': call(
    z.strictObject({ modulePath: z.string().max(1000), tokenSerial, withPin: z.boolean() }),
    tokenJobSchema,
  ),
  'tokens.job': call(z.strictObject({ jobId }), tokenJobSchema),
  'tokens.cancelJob': call(z.strictObject({ jobId }), tokenJobSchema),

  'trace.set': call(z.strictObject({ on: z.boolean() }), traceSchema),
  'trace.read': call(none, traceSchema),
  /** Forgets the rows. */
  'trace.clear': call(none, traceSchema),

  'signing.remembered': call(none, rememberedLoginsSchema),
  /** Logs out of every token at once. */
  'signing.forget': call(none, rememberedLoginsSchema),

  /** `expected`: the documents as they were shown, id → sha256; DOCUMENT_CHANGED if one differs. */
  'signing.start': call(
    byCode.extend({
      certificateId,
      expected: z.record(z.string(), z.string()),
      policy: signaturePolicySchema.optional(),
    }),
    signingJobSchema,
  ),
  'signing.status': call(z.strictObject({ jobId }), signingJobSchema),
  'signing.cancel': call(z.strictObject({ jobId }), signingJobSchema),

  /** Newest first. Without a session: those of this machine; with one: also the unit's. */
  'registrations.list': call(
    registrationFilterSchema,
    z.object({
      registrations: z.array(registrationSummarySchema),
      /** Present when the server cannot be reached. */
      offline: failureSchema.optional(),
    }),
  ),
  /** `change` needs a session, and begins with what stands at KBNN. */
  'registrations.create': call(z.strictObject({ kind: registrationKindSchema }), registrationViewSchema),
  /**
   * “Chứng thư số của tôi đã gia hạn”: a change dossier of the person signed in, with this certificate in the place of
   * the registered one and the reason filled in; an open one with the same certificate is given back.
   */
  'registrations.renew': call(z.strictObject({ certificateId }), registrationViewSchema),
  /** Asks the server first, for a few seconds at most. */
  'registrations.get': call(byId, registrationViewSchema),
  /** Autosave: durable on this machine when it answers. DOSSIER_CONFLICT when another window was faster. */
  'registrations.keep': call(
    byId.extend({ baseRevision: z.number().int(), content: registrationContentSchema }),
    registrationViewSchema,
  ),
  /** “Lưu”: REGISTRATION_INCOMPLETE unless complete; gives the code, queues, and tries to send at once. */
  'registrations.save': call(byId.extend({ revision: z.number().int() }), registrationViewSchema),
  /** Of a dossier that the server does not have. */
  'registrations.delete': call(byId, none),
  'registrations.restore': call(byId, registrationViewSchema),
  'registrations.copy': call(byId, registrationViewSchema),
  /** A signed or frozen document; before that the declaration (`tokhai`, `tokhaididong`) as it would be. */
  'registrations.document': call(byId.extend({ documentId: z.enum(registrationDocumentIds) }), fileSchema),
  'registrations.verify': call(
    byId.extend({ documentId: z.enum(registrationDocumentIds) }),
    validationReportSchema,
  ),
  /** A new letter with a new link for a member who has not confirmed. */
  'registrations.resend': call(byId.extend({ memberId: z.string().max(64) }), registrationViewSchema),
  /** The member in front of this machine says that their data are right, with the certificate that they will sign with. */
  'registrations.confirm': call(
    byId.extend({ certificateId: certificateId.optional() }),
    registrationViewSchema,
  ),
  'registrations.decline': call(byId.extend({ note: z.string().min(1).max(1000) }), registrationViewSchema),
  /** As `signing.start`; `signing.status` and `signing.cancel` go on with the job. */
  'registrations.sign': call(
    byId.extend({
      certificateId,
      expected: z.record(z.string(), z.string()),
      policy: signaturePolicySchema.optional(),
    }),
    signingJobSchema,
  ),
  /** A certificate of a plugged-in token, in the shape that a member's form holds. */
  'registrations.certificate': call(z.strictObject({ certificateId }), memberCertificateSchema),
  /** A link from a letter: `dvctt://…` or the https address. LINK_UNKNOWN, LINK_REPLACED, LINK_EXPIRED, LINK_USED, LINK_WRONG_SERVER. */
  'links.open': call(z.strictObject({ text: z.string().max(2000) }), z.object({ id: registrationIdSchema })),
  /** The link with which the system started or called this program; told once. */
  'links.pending': call(none, z.object({ text: z.string().max(2000).nullable() })),

  ...batchCalls,
  ...transferCalls,
  ...voucherDeskCalls,
  ...reportCalls,
  ...remoteCalls,

  'sync.state': call(none, syncStateSchema),
  /** Tries at once; answers when that try has ended. */
  'sync.now': call(none, syncStateSchema),
  'sync.queue': call(none, z.object({ changes: z.array(queuedChangeSchema) })),
  /** Tries a waiting or refused change again. */
  'sync.retry': call(z.strictObject({ sequence: z.number().int() }), syncStateSchema),
  /** Gives a refused change up: the draft becomes the server's again, the person's copy stays in the history. */
  'sync.discard': call(z.strictObject({ sequence: z.number().int() }), syncStateSchema),
  /** Tells the colleagues where this person works; `code: null` leaves. */
  'presence.set': call(
    z.strictObject({ code: dossierCodeSchema.nullable(), path: z.string().max(300) }),
    none,
  ),
  'presence.list': call(none, presenceSchema),

  /** What `doctor.run` is going to look at, in its order. */
  'doctor.checks': call(none, z.object({ checks: z.array(checkSchema.pick({ id: true, title: true })) })),
  /** Each check is told by `doctor.checked` as soon as it has an answer. */
  'doctor.run': call(none, z.object({ checks: z.array(checkSchema) })),
  'doctor.act': call(
    z.strictObject({ action: checkActionSchema }),
    z.object({ done: z.boolean(), message: z.object({ vi: z.string(), en: z.string() }) }),
  ),
  /** Runs the checks again and puts together what would be sent. `summary`: the person's own words. */
  'doctor.bundle': call(z.strictObject({ summary: z.string().max(200) }), bundlePreviewSchema),
  /** The zip of exactly the files that the last preview showed. */
  'doctor.bundleFile': call(none, fileSchema),
  'logs.level': call(
    z.strictObject({ level: logLevelSchema.optional() }),
    z.object({ level: logLevelSchema }),
  ),
} as const;

/** Calls of the PIN prompt, for one job each. */
export const pinCalls = {
  'pin.describe': call(
    z.strictObject({ jobId }),
    z.object({
      prompt: pinPromptSchema,
      purpose: pinPurposeSchema,
      owner: z.string(),
      certificateSerial: z.string(),
      /** Empty, and the two below 0, when no dossier is signed. */
      dossierCode: z.string(),
      /** Of a batch; `dossierCode` is empty when there are several. */
      dossierCount: z.number().int().optional(),
      documentCount: z.number().int(),
      /** Total of the vouchers, đồng. */
      total: z.string(),
      algorithm: z.string(),
    }),
  ),
  'pin.submit': call(
    z.strictObject({
      jobId,
      sealed: sealedPinSchema,
      /** `sign` only: keep the login for this batch, until removal, screen lock, sign-out or five idle minutes. */
      remember: z.boolean().optional(),
    }),
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('accepted') }),
      /** A new prompt is given when another try is possible; the person must press again. */
      z.object({ kind: z.literal('refused'), failure: failureSchema, prompt: pinPromptSchema.optional() }),
    ]),
  ),
  'pin.cancel': call(z.strictObject({ jobId }), none),
} as const;

/** Calls of the shell itself, never of a page. */
export const shellCalls = {
  /** The person has left the machine: remembered logins end. */
  'shell.screenLocked': call(none, none),
  /** The system asked the program to open a link; `link.arrived` tells the window. */
  'shell.openLink': call(z.strictObject({ text: z.string().max(2000) }), none),
} as const;

export const coreCalls = { ...windowCalls, ...pinCalls, ...shellCalls } as const;

export type CallName = keyof typeof coreCalls;
export type WindowCallName = keyof typeof windowCalls;
export type PinCallName = keyof typeof pinCalls;
export type CallInput<N extends CallName> = z.input<(typeof coreCalls)[N]['input']>;
export type CallOutput<N extends CallName> = z.output<(typeof coreCalls)[N]['output']>;

/** Events from the core to the window. */
export const coreEventSchema = z.discriminatedUnion('name', [
  z.object({ name: z.literal('signing.progress'), payload: signingJobSchema }),
  z.object({ name: z.literal('batch.progress'), payload: signingBatchSchema }),
  /** Dossiers have come to this person's desk while the program was open. */
  z.object({
    name: z.literal('dossiers.arrived'),
    payload: z.object({ code: dossierCodeSchema, title: z.string(), status: dossierStatusSchema }),
  }),
  z.object({ name: z.literal('dossiers.changed'), payload: z.object({ code: z.string().optional() }) }),
  z.object({ name: z.literal('tokens.changed'), payload: z.object({}) }),
  z.object({ name: z.literal('tokens.job'), payload: tokenJobSchema }),
  z.object({ name: z.literal('logins.changed'), payload: rememberedLoginsSchema }),
  z.object({ name: z.literal('doctor.checked'), payload: checkSchema }),
  z.object({ name: z.literal('sync.changed'), payload: syncStateSchema }),
  z.object({ name: z.literal('presence.changed'), payload: presenceSchema }),
  z.object({
    name: z.literal('registrations.changed'),
    payload: z.object({ id: registrationIdSchema.optional() }),
  }),
  z.object({ name: z.literal('link.arrived'), payload: z.object({}) }),
  /** Providers, their certificates or the requests that wait have changed. */
  z.object({ name: z.literal('remote.changed'), payload: z.object({}) }),
  z.object({ name: z.literal('store.noticed'), payload: z.object({}) }),
  /** The session ended by itself (expired, revoked); `failure` says why. */
  z.object({ name: z.literal('session.ended'), payload: z.object({ failure: failureSchema }) }),
  z.object({ name: z.literal('core.restarted'), payload: z.object({}) }),
]);
export type CoreEvent = z.infer<typeof coreEventSchema>;

/** Envelope of a call between processes. */
export const requestSchema = z.strictObject({
  id: z.number().int(),
  name: z.string().max(100),
  input: z.unknown(),
});
export type Request = z.infer<typeof requestSchema>;

export const responseSchema = z.union([
  z.object({ id: z.number().int(), ok: z.literal(true), output: z.unknown() }),
  z.object({ id: z.number().int(), ok: z.literal(false), failure: failureSchema }),
]);
export type Response = z.infer<typeof responseSchema>;

/** What a core offers to the shell that carries it. Rejects with DvcttError only. */
export interface Core {
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  /** Returns the function that unsubscribes. */
  subscribe(listener: (event: CoreEvent) => void): () => void;
  close(): Promise<void>;
}

/** What the window finds at `window.dvctt`; both preload and browser bridge `satisfy` it. */
export interface WindowBridge {
  call<N extends WindowCallName>(name: N, input: CallInput<N>): Promise<BridgeResult<N>>;
  subscribe(listener: (event: CoreEvent) => void): () => void;
  /** Opens the PIN prompt of a job in a context of its own; resolves when it has closed. */
  openPinPrompt(jobId: string): Promise<void>;
}

/** What the PIN page finds at `window.dvcttPin` in the Electron shell; its window is destroyed by `close`. */
export interface PinBridge {
  call<N extends PinCallName>(name: N, input: CallInput<N>): Promise<BridgeResult<N>>;
  close(): Promise<void>;
}

/** Failures cross the bridge as values: an Error loses its code on the way. */
export type BridgeResult<N extends CallName> =
  | { readonly ok: true; readonly output: CallOutput<N> }
  | { readonly ok: false; readonly failure: z.infer<typeof failureSchema> };

export { failureCodeSchema };
export type { Check } from './doctor.ts';

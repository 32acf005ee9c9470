/**
 * The contract between the window and the core: one zod pair per call, parsed on the receiving side. Shells carry it
 * and add nothing; `pinCalls` are reachable from the PIN prompt alone. Each room's calls are in `calls/`, or beside what
 * they tell of.
 */
import { z } from 'zod';
import { dossierCodeSchema, dossierStatusSchema } from '../domain/dossiers/dossier.ts';
import { batchCalls, signingBatchSchema } from './batch.ts';
import { doctorCalls } from './calls/doctor.ts';
import { dossierCalls } from './calls/dossiers.ts';
import { draftCalls } from './calls/drafts.ts';
import { pinCalls } from './calls/pin.ts';
import { registrationCalls } from './calls/registrations.ts';
import { sessionCalls } from './calls/session.ts';
import { shellCalls } from './calls/shell.ts';
import { signingCalls } from './calls/signing.ts';
import { syncCalls } from './calls/sync.ts';
import { tokenCalls } from './calls/tokens.ts';
import { checkSchema } from './doctor.ts';
import { failureSchema } from './errors.ts';
import { registrationIdSchema } from './registration/window.ts';
import { remoteCalls } from './remote-ca/window.ts';
import { reportCalls } from './reports.ts';
import { signingJobSchema } from './signing-job.ts';
import { presenceSchema, syncStateSchema } from './sync/window.ts';
import { rememberedLoginsSchema, tokenJobSchema } from './token-jobs.ts';
import { transferCalls } from './transfer.ts';
import { voucherDeskCalls } from './voucher-desk.ts';

export type { Check } from './doctor.ts';
export type { DossierAction, DossierColumn, DossierSummary, DossierView } from './dossier-view.ts';
export type { ValidationIssue } from './issue.ts';
export type { SigningJob } from './signing-job.ts';
export type { User } from './user.ts';
export { pinCalls };

/** Calls of the main window. */
export const windowCalls = {
  ...sessionCalls,
  ...dossierCalls,
  ...draftCalls,
  ...tokenCalls,
  ...signingCalls,
  ...registrationCalls,
  ...batchCalls,
  ...transferCalls,
  ...voucherDeskCalls,
  ...reportCalls,
  ...remoteCalls,
  ...syncCalls,
  ...doctorCalls,
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

/**
 * Between the core and a token host (one process per PKCS#11 module): one zod pair per call, parsed on both sides.
 * Messages travel by structured clone, so bytes stay bytes. No message carries a PIN in the clear.
 */
import { z } from 'zod';
import { hashNameSchema, signatureSchemeSchema } from '../signatures/algorithms.ts';
import { bytesSchema } from './bytes.ts';
import { call, none } from './call.ts';
import { failureSchema } from './errors.ts';
import {
  moduleViewSchema,
  pinPromptSchema,
  pinPurposeSchema,
  pinStateSchema,
  pukStateSchema,
  sealedPinSchema,
  tokenViewSchema,
} from './tokens.ts';
import { selfTestStepSchema } from './token-jobs.ts';
import { tracedCallSchema } from './trace.ts';

export const signatureAlgorithmSchema = z.strictObject({
  scheme: signatureSchemeSchema,
  hash: hashNameSchema,
});

/** Everything a module shows without a login. */
export const moduleSurveySchema = z.object({
  module: moduleViewSchema.pick({ description: true, manufacturer: true, version: true, readers: true }),
  tokens: z.array(tokenViewSchema),
});
export type ModuleSurvey = z.infer<typeof moduleSurveySchema>;

/** A certificate object as it lies on a token: not parsed, not trusted. */
export const tokenObjectSchema = z.object({
  /** DER, or whatever the token holds in its place. */
  certificate: bytesSchema,
  /**
   * Whether a key object of the same CKA_ID is visible. `absent` only where the token shows private keys before the
   * login and none is this certificate's; most tokens hide them, then only the login can tell.
   */
  key: z.enum(['seen', 'absent', 'unknown']),
});

export const certificateSurveySchema = moduleSurveySchema.extend({
  certificates: z.array(z.object({ tokenSerial: z.string(), objects: z.array(tokenObjectSchema) })),
  /** Tokens that could not be read. */
  problems: z.array(failureSchema),
});
export type CertificateSurvey = z.infer<typeof certificateSurveySchema>;

/** SHA-256 of a certificate's DER, lower-case hex. */
const thumbprint = z.string().regex(/^[0-9a-f]{64}$/);
const sessionId = z.string().min(1).max(64);

export const tokenHostCalls = {
  survey: call(none, moduleSurveySchema),
  certificates: call(none, certificateSurveySchema),
  /** Reads the PIN state and the mechanism list first; then makes the one-time key. */
  openPrompt: call(
    z.strictObject({
      tokenSerial: z.string(),
      /** `change` and `unblock` end in `changePin`, the others in `enterPin` or `selfTest`. */
      purpose: pinPurposeSchema,
      algorithms: z.array(signatureAlgorithmSchema),
      /** Milliseconds for which the prompt can be answered. */
      lifetime: z.number().int().positive(),
    }),
    pinPromptSchema,
  ),
  cancelPrompt: call(z.strictObject({ promptId: z.string() }), none),
  /** Spends the prompt whatever happens, and at most one try. */
  enterPin: call(
    z.strictObject({ thumbprint, sealed: sealedPinSchema }),
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('accepted'), sessionId }),
      z.object({ kind: z.literal('refused'), failure: failureSchema, pinState: pinStateSchema }),
    ]),
  ),
  /**
   * Spends the prompt and at most one try. The plaintext is `current NUL next` (UTF-8): the PIN that stands (`change`) or
   * the PUK (`unblock`), and the new PIN.
   */
  changePin: call(
    z.strictObject({ sealed: sealedPinSchema }),
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('changed') }),
      z.object({
        kind: z.literal('refused'),
        failure: failureSchema,
        pinState: pinStateSchema,
        pukState: pukStateSchema,
      }),
    ]),
  ),
  /**
   * Goes through what the module can do, as `pkcs11-tool --test` does: slots, token, random numbers, digests, and after a
   * login (with `sealed`, one try at most) a signature with each private key, verified against its certificate.
   */
  selfTest: call(
    z.strictObject({ tokenSerial: z.string().optional(), sealed: sealedPinSchema.optional() }),
    z.object({ steps: z.array(selfTestStepSchema) }),
  ),
  /** From now on every PKCS#11 call is told (`trace` replies), or none any more. */
  trace: call(z.strictObject({ on: z.boolean() }), none),
  /** RSA value of the modulus' size, or r‖s. A TOKEN_REMOVED has ended the session. */
  sign: call(
    z.strictObject({
      sessionId,
      algorithm: signatureAlgorithmSchema,
      digest: bytesSchema.refine((digest) => digest.length <= 64),
    }),
    z.object({ value: bytesSchema }),
  ),
  /**
   * The same for several digests at once, for tokens so fast that the way to this process would cost as much as the
   * signature. What was made before a failure is given back with it.
   */
  signEach: call(
    z.strictObject({
      sessionId,
      algorithm: signatureAlgorithmSchema,
      digests: z
        .array(bytesSchema.refine((digest) => digest.length <= 64))
        .min(1)
        .max(32),
    }),
    z.object({ values: z.array(bytesSchema), failure: failureSchema.optional() }),
  ),
  /** Logs out and closes; an unknown session is closed already. */
  closeSession: call(z.strictObject({ sessionId }), none),
  /** C_Finalize: lets go of readers and tokens until the next call. Refused while a session is open. */
  release: call(none, none),
} as const;

export type TokenHostCall = keyof typeof tokenHostCalls;
export type TokenHostInput<N extends TokenHostCall> = z.output<(typeof tokenHostCalls)[N]['input']>;
export type TokenHostOutput<N extends TokenHostCall> = z.output<(typeof tokenHostCalls)[N]['output']>;

export const tokenHostRequestSchema = z.strictObject({
  id: z.number().int(),
  name: z.string().max(40),
  input: z.unknown(),
});

export const tokenHostReplySchema = z.union([
  /** Sent once, when the process can take calls and before the module is touched. */
  z.object({ ready: z.literal(true) }),
  /** One PKCS#11 call that began or ended, told while a trace is on. */
  z.object({ trace: tracedCallSchema }),
  /** During a self-test: the PKCS#11 call that is made now, and each step that is done. */
  z.object({ doing: z.string().max(60) }),
  z.object({ step: selfTestStepSchema }),
  /** During `signEach`: each value as it is made, for a module that hangs after its token was pulled out never answers. */
  z.object({ signed: bytesSchema }),
  z.object({ id: z.number().int(), ok: z.literal(true), output: z.unknown() }),
  z.object({ id: z.number().int(), ok: z.literal(false), failure: failureSchema }),
]);
export type TokenHostReply = z.infer<typeof tokenHostReplySchema>;

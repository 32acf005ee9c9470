/** What the desktop knows of modules, tokens and certificates; shown in the window, on the command line, in JSON. */
import { z } from 'zod';
import { failureCodeSchema, failureSchema } from './errors.ts';

/** PIN state read from the token's flags before anyone is asked (PKCS#11 v2.40 §3.2 CK_TOKEN_INFO flags). */
export const pinStateSchema = z.enum([
  'ok',
  'low',
  'final-try',
  'locked',
  'must-be-changed',
  'not-initialised',
]);
export type PinState = z.infer<typeof pinStateSchema>;

export const tokenViewSchema = z.object({
  /** `CK_TOKEN_INFO.serialNumber`, trimmed: the key by which a token is found again after re-insertion. */
  serial: z.string(),
  label: z.string(),
  manufacturer: z.string(),
  model: z.string(),
  /** `CK_SLOT_INFO.slotDescription`, the reader's name. */
  reader: z.string(),
  slotId: z.string(),
  modulePath: z.string(),
  pinState: pinStateSchema,
  /** The PIN is typed on the reader (CKF_PROTECTED_AUTHENTICATION_PATH). */
  pinPad: z.boolean(),
  minPinLength: z.number().int(),
  maxPinLength: z.number().int(),
});
export type TokenView = z.infer<typeof tokenViewSchema>;

export const moduleViewSchema = z.object({
  path: z.string(),
  /** From CK_INFO; empty when the module did not load. */
  description: z.string(),
  manufacturer: z.string(),
  version: z.string(),
  state: z.enum(['ready', 'failed']),
  failure: failureSchema.optional(),
  readers: z.array(z.object({ name: z.string(), slotId: z.string(), tokenPresent: z.boolean() })),
});
export type ModuleView = z.infer<typeof moduleViewSchema>;

export const tokenListSchema = z.object({
  modules: z.array(moduleViewSchema),
  tokens: z.array(tokenViewSchema),
});
export type TokenList = z.infer<typeof tokenListSchema>;

export const certificateViewSchema = z.object({
  /** `tokenSerial:thumbprint`, the handle used in every call. */
  id: z.string(),
  tokenSerial: z.string(),
  tokenLabel: z.string(),
  owner: z.string(),
  organisation: z.string(),
  uids: z.array(z.string()),
  subject: z.string(),
  issuer: z.string(),
  issuerCommonName: z.string(),
  /** Upper-case hex without leading zeros. */
  serial: z.string(),
  thumbprint: z.string(),
  notBefore: z.iso.datetime(),
  notAfter: z.iso.datetime(),
  /** Whole days until notAfter, negative when past. */
  daysLeft: z.number().int(),
  keyType: z.enum(['rsa', 'ec', 'unknown']),
  keyBits: z.number().int(),
  keyUsage: z.array(z.string()),
  isCa: z.boolean(),
  pinState: pinStateSchema,
  /** Why it cannot be used to sign now; empty when it can. */
  refusals: z.array(failureCodeSchema),
  /** Title bound at KBNN, when the account signed in knows one for this certificate. */
  boundRole: z.string().optional(),
});
export type CertificateView = z.infer<typeof certificateViewSchema>;

/**
 * A PIN prompt opened by the token host. `publicKey` is a one-time ECDH P-256 point (raw, base64): the prompt seals
 * the PIN to it, so that nothing between the prompt and the token host ever sees the PIN.
 */
export const pinPromptSchema = z.object({
  promptId: z.string(),
  publicKey: z.string(),
  expiresAt: z.iso.datetime(),
  token: tokenViewSchema,
});
export type PinPrompt = z.infer<typeof pinPromptSchema>;

/**
 * A PIN sealed by the prompt: ECDH P-256 with an ephemeral key, HKDF-SHA-256 (salt empty, info
 * `dvctt-pin-v1|<promptId>`), AES-256-GCM with 12-byte iv and the promptId as additional data. All base64.
 */
export const sealedPinSchema = z.strictObject({
  promptId: z.string().max(100),
  ephemeralKey: z.string().max(200),
  iv: z.string().max(50),
  ciphertext: z.string().max(400),
});
export type SealedPin = z.infer<typeof sealedPinSchema>;

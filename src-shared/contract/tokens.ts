/** What the desktop knows of modules, tokens and certificates; shown in the window, on the command line, in JSON. */
import { z } from 'zod';
import { remoteProviderIdSchema } from '../domain/remote-ca/provider.ts';
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

/** State of the PUK (the security officer's PIN of the standard), by which a locked PIN is unblocked. */
export const pukStateSchema = z.enum(['ok', 'low', 'final-try', 'locked']);
export type PukState = z.infer<typeof pukStateSchema>;

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
  pukState: pukStateSchema,
  /** The PIN is typed on the reader (CKF_PROTECTED_AUTHENTICATION_PATH). */
  pinPad: z.boolean(),
  minPinLength: z.number().int(),
  maxPinLength: z.number().int(),
  /** Other modules that show this very token; it is used through `modulePath`. */
  alsoThrough: z.array(z.string()).optional(),
  /** Answer to reset of the card in the reader (ISO 7816-3), lower-case hex, where PC/SC tells it. */
  atr: z.string().optional(),
});
export type TokenView = z.infer<typeof tokenViewSchema>;

export const moduleViewSchema = z.object({
  path: z.string(),
  /** From CK_INFO; empty when the module did not load. */
  description: z.string(),
  manufacturer: z.string(),
  version: z.string(),
  /** `asking`: it has not answered yet; `tokens.changed` follows when it does, or when its deadline ends it. */
  state: z.enum(['ready', 'failed', 'asking']),
  failure: failureSchema.optional(),
  /** Who makes it, where the driver catalogue knows. */
  vendor: z.string().optional(),
  /** Named on the command line, found by the catalogue, or added by a person in the window. */
  origin: z.enum(['named', 'catalogue', 'added']).optional(),
  /** Of its last answer. */
  milliseconds: z.number().optional(),
  readers: z.array(z.object({ name: z.string(), slotId: z.string(), tokenPresent: z.boolean() })),
});
export type ModuleView = z.infer<typeof moduleViewSchema>;

/** The driver that a card needs, by its ATR (`native/catalogue/`). */
export const neededDriverSchema = z.object({
  vendor: z.string(),
  /** File names on this system; empty when the vendor has no driver for it. */
  files: z.array(z.string()),
  installed: z.boolean(),
  confidence: z.enum(['verified', 'reported', 'inferred']),
  /** Where to get it, in words. */
  advice: z.object({ vi: z.string(), en: z.string() }),
  url: z.string().optional(),
});
export type NeededDriver = z.infer<typeof neededDriverSchema>;

/** A reader as PC/SC sees it, whether or not any module does. */
export const readerViewSchema = z.object({
  name: z.string(),
  /** `mute`: a card that does not answer to reset. `unread`: a card that no module shows as a token. */
  state: z.enum(['empty', 'token', 'mute', 'unread']),
  atr: z.string().optional(),
  driver: neededDriverSchema.optional(),
});
export type ReaderView = z.infer<typeof readerViewSchema>;

/** `polling`: PC/SC cannot be listened to here (no library), so the modules are asked now and then. */
export const pcscStateSchema = z.enum(['watching', 'no-service', 'polling']);
export type PcscState = z.infer<typeof pcscStateSchema>;

export const tokenListSchema = z.object({
  modules: z.array(moduleViewSchema),
  tokens: z.array(tokenViewSchema),
  readers: z.array(readerViewSchema),
  pcsc: pcscStateSchema,
  /** What PC/SC itself said when it is not heard: SCARD_E_NO_SERVICE … */
  pcscReason: z.string().optional(),
});
export type TokenList = z.infer<typeof tokenListSchema>;

/** What Vietnamese CAs put into UID attributes: tax code, citizen and identity card, budget-unit code, passport, social insurance. */
export const identitySchema = z.object({
  kind: z.enum(['MST', 'CCCD', 'CMND', 'MNS', 'HC', 'BHXH', 'other']),
  value: z.string(),
});
export type Identity = z.infer<typeof identitySchema>;

/** Days before the end of validity at which the holder is reminded. */
export const reminderDays = [60, 30, 7] as const;

export const certificatePurposeSchema = z.enum(['signing', 'encryption', 'authentication', 'authority']);
export type CertificatePurpose = z.infer<typeof certificatePurposeSchema>;

export const certificateViewSchema = z.object({
  /** `tokenSerial:thumbprint` (`remote:PROVIDER:thumbprint`), the handle used in every call. */
  id: z.string(),
  tokenSerial: z.string(),
  tokenLabel: z.string(),
  owner: z.string(),
  organisation: z.string(),
  uids: z.array(z.string()),
  /** The same, taken apart. */
  identities: z.array(identitySchema),
  /** Common names of the issuers known here, nearest first. */
  issuers: z.array(z.string()),
  /** Whether they lead to a self-signed certificate. */
  chainComplete: z.boolean(),
  purposes: z.array(certificatePurposeSchema),
  /** Most tokens show a private key only after the login: `unknown`. */
  privateKey: z.enum(['present', 'absent', 'unknown']),
  /** The nearest of `reminderDays` that is reached; absent when expired or when there is time. */
  reminder: z.union([z.literal(60), z.literal(30), z.literal(7)]).optional(),
  subject: z.string(),
  issuer: z.string(),
  issuerCommonName: z.string(),
  /** Upper-case hex without leading zeros. */
  serial: z.string(),
  thumbprint: z.string(),
  notBefore: z.iso.datetime(),
  notAfter: z.iso.datetime(),
  /** Calendar days in Vietnam until notAfter; negative when past. */
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
  /** Another member of the unit for whom it is registered at KBNN; then `refusals` holds CERT_OF_ANOTHER. */
  registeredFor: z.object({ name: z.string(), role: z.string() }).optional(),
  /**
   * Of a certificate whose key is at a provider: then `tokenSerial` is `remote:PROVIDER`, `tokenLabel` the provider's
   * name, `pinState` `ok` and `privateKey` `present`.
   */
  remote: z
    .object({ provider: remoteProviderIdSchema, providerName: z.string(), username: z.string() })
    .optional(),
});
export type CertificateView = z.infer<typeof certificateViewSchema>;

/** What a PIN is asked for. `change`: the old and a new one. `unblock`: the PUK and a new PIN. */
export const pinPurposeSchema = z.enum(['sign', 'challenge', 'self-test', 'change', 'unblock']);
export type PinPurpose = z.infer<typeof pinPurposeSchema>;

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

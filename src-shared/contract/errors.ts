/** One list of every failure a person can meet; the code is also the key of its texts. */
import { z } from 'zod';
import { appFailures } from './errors/app.ts';
import { backendFailures } from './errors/backend.ts';
import { certificateFailures } from './errors/certificate.ts';
import { documentFailures } from './errors/document.ts';
import { dossierFailures } from './errors/dossier.ts';
import { pinFailures } from './errors/pin.ts';
import { registrationFailures } from './errors/registration.ts';
import { remoteCaFailures } from './errors/remote-ca.ts';
import { storeFailures } from './errors/store.ts';
import { syncFailures } from './errors/sync.ts';
import type { FailureText, FailureTexts } from './errors/text.ts';
import { tokenFailures } from './errors/token.ts';
import { transferFailures } from './errors/transfer.ts';
import { voucherDeskFailures } from './errors/voucher-desk.ts';

const catalogue = {
  ...tokenFailures,
  ...pinFailures,
  ...certificateFailures,
  ...documentFailures,
  ...dossierFailures,
  ...registrationFailures,
  ...storeFailures,
  ...syncFailures,
  ...transferFailures,
  ...voucherDeskFailures,
  ...remoteCaFailures,
  ...backendFailures,
  ...appFailures,
} as const;

export type FailureCode = keyof typeof catalogue;
export type Language = 'vi' | 'en';

export const failureCodes = Object.keys(catalogue) as readonly FailureCode[];

export const failureCodeSchema = z.enum(failureCodes as [FailureCode, ...FailureCode[]]);

/** A failure as it travels between processes: a code and details that are safe to show (never a secret). */
export const failureSchema = z.object({
  code: failureCodeSchema,
  /** Facts behind “Details”: file names, CKR names, serials, counts. Never a PIN, password or stack. */
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
export type Failure = z.infer<typeof failureSchema>;
export type FailureDetails = NonNullable<Failure['details']>;

/** Heading, explanation and remedy of a failure in one language. */
export function failureText(code: FailureCode, language: Language): FailureText {
  const entry: FailureTexts = catalogue[code];
  return entry[language];
}

/** The one error class thrown inside the product; everything else that is thrown is UNEXPECTED. */
export class DvcttError extends Error {
  readonly code: FailureCode;
  readonly details: FailureDetails | undefined;

  constructor(code: FailureCode, details?: FailureDetails, options?: ErrorOptions) {
    super(`${code}: ${failureText(code, 'en').heading}`, options);
    this.name = 'DvcttError';
    this.code = code;
    this.details = details;
  }

  toFailure(): Failure {
    return this.details === undefined ? { code: this.code } : { code: this.code, details: this.details };
  }
}

/** Turns whatever was thrown into a failure that may be shown; only the message of a foreign error is kept. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof DvcttError) return thrown.toFailure();
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'UNEXPECTED', details: { message: message.slice(0, 500) } };
}

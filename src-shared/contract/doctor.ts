/** What the doctor tells: checks, the log, and the bundle that goes to support. */
import { z } from 'zod';

const bothLanguages = z.object({ vi: z.string(), en: z.string() });

/** What a button beside a check does. */
export const checkActionSchema = z.enum([
  /** Starts the smart-card service, where the system lets this person. */
  'start-pcsc',
  /** Looks for tokens again with fresh token hosts. */
  'look-again',
  /** Opens the screen of tokens and certificates. */
  'open-tokens',
  /** Makes one signature with the private key, after consent and PIN. */
  'challenge-key',
  'open-data-folder',
  /** Of the certification authorities that this machine trusts. */
  'open-trust-folder',
  'open-log-folder',
  'sync-now',
  /** Copies the command that somebody with the rights has to run; it is in `command`. */
  'copy-command',
]);
export type CheckAction = z.infer<typeof checkActionSchema>;

export const checkSchema = z.object({
  id: z.string(),
  title: bothLanguages,
  /** đạt, cảnh báo, hỏng, bỏ qua. */
  state: z.enum(['ok', 'warning', 'failed', 'skipped']),
  /** What was looked at. */
  looked: bothLanguages,
  /** What was found. Facts: names, versions, numbers; the same in both languages where words are not needed. */
  found: bothLanguages,
  /** What that means for the person; empty when ok. */
  meaning: bothLanguages,
  /** What to do; empty when ok. */
  remedy: bothLanguages,
  action: checkActionSchema.optional(),
  /** For `copy-command`. */
  command: z.string().optional(),
  /** For `challenge-key`: the certificate. */
  certificateId: z.string().optional(),
  /** Page of help that belongs to it. */
  help: z.string().optional(),
  milliseconds: z.number(),
});
export type Check = z.infer<typeof checkSchema>;

/** A check before it has an answer. */
export type CheckName = Pick<Check, 'id' | 'title'>;

/** Parts in which checks are shown, in their order. */
export const checkGroups = ['token', 'certificate', 'network', 'machine'] as const;
export type CheckGroup = (typeof checkGroups)[number];

const groupMembers: Readonly<Record<CheckGroup, readonly string[]>> = {
  token: ['pcsc', 'readers', 'modules', 'tokens', 'pin-state'],
  certificate: ['certificates', 'chain', 'revocation', 'registration', 'private-key'],
  network: ['dns', 'proxy', 'tls', 'backend', 'tsa'],
  machine: ['clock', 'disk', 'store', 'version', 'system'],
};

/** The part to which a check belongs; the machine for one that nobody has placed. */
export function checkGroupOf(id: string): CheckGroup {
  return checkGroups.find((group) => groupMembers[group].includes(id)) ?? 'machine';
}

export const logLevelSchema = z.enum(['error', 'warn', 'info', 'debug']);
export type LogLevel = z.infer<typeof logLevelSchema>;

/** The bundle before it leaves, as the person may read it: every file whole, redacted already. */
export const bundlePreviewSchema = z.object({
  /** Suggested name of the zip. */
  name: z.string(),
  files: z.array(z.object({ name: z.string(), bytes: z.number().int(), text: z.string() })),
  mail: z.object({ to: z.string(), subject: z.string(), body: z.string() }),
});
export type BundlePreview = z.infer<typeof bundlePreviewSchema>;

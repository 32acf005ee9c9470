/** Handing many dossiers on, one after the other: drafts to the chief accountant, signed ones to the Treasury; no screen, no core. */
import { toFailure, type Failure } from '#shared/contract/errors.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import type { ChosenDossier } from '../dossier-list/chosen.ts';

export interface SubmissionRow {
  readonly code: DossierCode;
  readonly title: string;
  /** Đồng. */
  readonly total: string;
  readonly state: 'waiting' | 'sending' | 'sent' | 'failed';
  readonly failure?: Failure;
}

export type Sendable = Pick<ChosenDossier, 'code' | 'title' | 'total'>;

/** `forward`: drafts, to the chief accountant; `submit`: fully signed ones, to the Treasury. */
export type SubmissionKind = 'forward' | 'submit';

export interface Submission {
  readonly kind: SubmissionKind;
  readonly rows: readonly SubmissionRow[];
  readonly running: boolean;
  /** It ends after the dossier at hand. */
  readonly stopping: boolean;
}

export const emptySubmission: Submission = { kind: 'submit', rows: [], running: false, stopping: false };

export function submissionOf(kind: SubmissionKind, dossiers: readonly Sendable[]): Submission {
  return {
    ...emptySubmission,
    kind,
    rows: dossiers.map(({ code, title, total }) => ({ code, title, total, state: 'waiting' })),
  };
}

/** Failures after which the next dossier would fare no better: the rest waits. */
const hopeless: ReadonlySet<Failure['code']> = new Set<Failure['code']>([
  'BACKEND_UNREACHABLE',
  'SESSION_REQUIRED',
  'CORE_RESTARTED',
]);

/** Sends what was not sent yet, what failed before once more; ends early when told to stop or when nobody answers. */
export async function submitAll({
  read,
  write,
  submit,
}: {
  readonly read: () => Submission;
  readonly write: (change: (before: Submission) => Submission) => void;
  /** Rejects with why this dossier was not taken. */
  readonly submit: (code: DossierCode, kind: SubmissionKind) => Promise<void>;
}): Promise<void> {
  if (read().running) return;
  const set = (code: DossierCode, row: Pick<SubmissionRow, 'state' | 'failure'>) =>
    write((before) => ({
      ...before,
      rows: before.rows.map(({ code: of, title, total, ...old }) => ({
        code: of,
        title,
        total,
        ...(of === code ? row : old),
      })),
    }));
  write((before) => ({
    ...before,
    running: true,
    stopping: false,
    rows: before.rows.map(({ code, title, total, state }) => ({
      code,
      title,
      total,
      state: state === 'sent' ? 'sent' : 'waiting',
    })),
  }));
  try {
    for (const { code, state } of read().rows) {
      if (state === 'sent') continue;
      if (read().stopping) break;
      set(code, { state: 'sending' });
      try {
        await submit(code, read().kind);
        set(code, { state: 'sent' });
      } catch (thrown) {
        const failure = toFailure(thrown);
        set(code, { state: 'failed', failure });
        if (hopeless.has(failure.code)) break;
      }
    }
  } finally {
    write((before) => ({ ...before, running: false, stopping: false }));
  }
}

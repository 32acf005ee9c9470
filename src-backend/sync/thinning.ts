import type { StandingDraft } from './standing-draft.ts';

/** Small edits within this time become one entry of the history (ms). */
const runLasts = 5 * 60_000;

/**
 * Whether a version takes the place of the one before it in the history: the same person goes on typing on the same
 * machine. Never over somebody else's version, a merge, a decision, or a change of attachments: those are what people
 * look for in a history. Counted from the beginning of the run, so that an afternoon of typing leaves many entries.
 */
export function continuesRun(
  before: StandingDraft | undefined,
  after: StandingDraft,
): before is StandingDraft {
  return (
    before !== undefined &&
    (after.cause === 'edit' || after.cause === 'undo') &&
    before.cause === after.cause &&
    before.state === 'open' &&
    after.state === 'open' &&
    before.updated_by === after.updated_by &&
    before.device === after.device &&
    before.blobs === after.blobs &&
    Math.abs(Date.parse(after.updated_at) - Date.parse(before.run_began_at)) <= runLasts
  );
}

/** What thinning looks at. */
export interface VersionFacts {
  readonly id: number;
  readonly at: string;
  readonly by_name: string;
  readonly cause: string;
  readonly step: number;
  /** Bytes. */
  readonly size: number;
}

/** So many of a draft's newest versions stay, step by step, for undo. */
const fineSteps = 50;
/** Of a large content only so many: windows that are open still name them. */
const fineStepsOfLarge = 5;
/** Edits of one person within so long (ms) become one, once they are old … */
const runLasts = 5 * 60_000;
/** … and of a large content within so long, at once. */
const runOfLargeLasts = 60_000;
const large = 256 * 1024;

/**
 * Which versions the history can do without, given a draft's newest ones (newest first): of a run of edits by one
 * person only the last stays. Others' versions, merges, decisions and kept copies always stay.
 */
export function collapsible(newestFirst: readonly VersionFacts[], newestSize: number): readonly number[] {
  const isLarge = newestSize > large;
  const lasts = isLarge ? runOfLargeLasts : runLasts;
  const dropped: number[] = [];
  const from = isLarge ? fineStepsOfLarge : fineSteps;
  let last = newestFirst[from];
  for (const version of newestFirst.slice(from + 1)) {
    if (last !== undefined && sameRun(version, last, lasts)) dropped.push(version.id);
    else last = version;
  }
  return dropped;
}

function sameRun(earlier: VersionFacts, last: VersionFacts, lasts: number): boolean {
  return (
    (earlier.cause === 'edit' || earlier.cause === 'undo') &&
    earlier.cause === last.cause &&
    earlier.by_name === last.by_name &&
    earlier.step === last.step &&
    // Spans of the clock and not distances: steady typing would slide a distance over the whole day.
    Math.floor(Date.parse(earlier.at) / lasts) === Math.floor(Date.parse(last.at) / lasts)
  );
}

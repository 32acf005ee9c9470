/** Time, given from outside so that a test can make a minute pass at once. */
export interface Timers {
  /** Milliseconds on a clock that only goes forward and that nobody can set. */
  elapsed(): number;
  after(ms: number, work: () => void): Timer;
}

export interface Timer {
  cancel(): void;
}

export const realTimers: Timers = {
  elapsed: () => performance.now(),
  after: (ms, work) => {
    const timer = setTimeout(work, ms);
    return { cancel: () => clearTimeout(timer) };
  },
};

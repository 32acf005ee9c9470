/** What a file ends with to meet a weakness of `weak-worker.ts`. */
export const weaknesses = { spin: '%spin', hoard: '%hoard', crash: '%crash' } as const;

/**
 * All words in one column without places, and every beginning up to the longest Vietnamese syllable at hand: a search
 * counts what it finds in half the time or less, and the index is half as large. The words are cut anew, a little after
 * the program has started, as after a long pull.
 */
export const migration0002 = {
  version: 2,
  name: 'one-word-column',
  sql: `
    DROP TABLE words;
    -- Words come cut and lower-cased; "ascii" leaves every letter beyond ASCII as it is.
    CREATE VIRTUAL TABLE words USING fts5 (
      terms,
      content = '', contentless_delete = 1, detail = 'none', prefix = '1 2 3 4 5 6 7', tokenize = 'ascii'
    );
    UPDATE entries SET words = x'' WHERE words <> x'';
  `,
} as const;

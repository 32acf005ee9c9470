/**
 * One row a voucher, beside the list of dossiers: earlier vouchers are found in it, numbers counted on, payees learned,
 * and reports summed. It is derived from the contents: an entry that is not `booked` still has its vouchers to be
 * written, as all have after this migration, which is done in slices after the program has started. Payees that were
 * saved and templates are derived from nothing.
 */
export const migration0004 = {
  version: 4,
  name: 'voucher-book',
  sql: `
    -- 0 vouchers to be written, 1 their words to be cut, 2 done.
    ALTER TABLE entries ADD COLUMN booked INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX entries_unbooked ON entries (booked, touch) WHERE booked < 2;

    CREATE TABLE vouchers (
      -- 1024 × the entry's touch + the place in the dossier, so that the newest is the greatest.
      id           INTEGER PRIMARY KEY,
      code         TEXT NOT NULL,
      voucher_id   TEXT NOT NULL,
      form         TEXT NOT NULL,
      number       TEXT NOT NULL,
      -- yyyy-MM-dd and yyyy-MM, or empty.
      date         TEXT NOT NULL,
      month        TEXT NOT NULL,
      account      TEXT NOT NULL,
      status       TEXT NOT NULL,
      description  TEXT NOT NULL,
      payee_name   TEXT NOT NULL,
      payee_tax    TEXT NOT NULL,
      -- Row of used_payees; null where nothing is learned from the voucher.
      payee        INTEGER,
      -- Whether the voucher has left the accountant's desk.
      sent         INTEGER NOT NULL,
      -- The total is thousands of millions × 10⁹ + rest: either part can be summed in 64 bits.
      high         INTEGER NOT NULL,
      rest         INTEGER NOT NULL,
      -- Of all that the row and its words come from.
      digest       BLOB NOT NULL,
      -- Whether it is found by its words.
      worded       INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX vouchers_of ON vouchers (code);
    CREATE INDEX vouchers_forms ON vouchers (form);
    CREATE INDEX vouchers_numbers ON vouchers (form, date, number);
    CREATE INDEX vouchers_payees ON vouchers (payee, sent) WHERE payee IS NOT NULL;
    -- A list of beneficiaries (mẫu 20) repeats the total of its voucher.
    CREATE INDEX vouchers_sums ON vouchers (month, account, status, high, rest) WHERE form <> '20';

    -- What a voucher spends of one NDKT.
    CREATE TABLE voucher_ndkt (
      id       INTEGER PRIMARY KEY,
      voucher  INTEGER NOT NULL,
      month    TEXT NOT NULL,
      account  TEXT NOT NULL,
      status   TEXT NOT NULL,
      ndkt     TEXT NOT NULL,
      high     INTEGER NOT NULL,
      rest     INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX voucher_ndkt_of ON voucher_ndkt (voucher);
    CREATE INDEX voucher_ndkt_sums ON voucher_ndkt (month, ndkt, account, status, high, rest);

    -- Words come cut and lower-cased; "ascii" leaves every letter beyond ASCII as it is.
    CREATE VIRTUAL TABLE voucher_words USING fts5 (
      terms,
      content = '', contentless_delete = 1, detail = 'none', prefix = '1 2 3 4 5 6 7', tokenize = 'ascii'
    );

    -- Whom vouchers of this store pay, one row for each account at a bank.
    CREATE TABLE used_payees (
      id              INTEGER PRIMARY KEY,
      key             TEXT NOT NULL UNIQUE,
      name            TEXT NOT NULL,
      tax_code        TEXT NOT NULL,
      account_number  TEXT NOT NULL,
      bank            TEXT NOT NULL,
      -- Vouchers that have left the accountant's desk, and those that stand on it.
      times           INTEGER NOT NULL,
      drafts          INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE payees (
      id              INTEGER PRIMARY KEY,
      payee_id        TEXT NOT NULL UNIQUE,
      key             TEXT NOT NULL UNIQUE,
      name            TEXT NOT NULL,
      tax_code        TEXT NOT NULL,
      account_number  TEXT NOT NULL,
      bank            TEXT NOT NULL,
      saved_at        TEXT NOT NULL
    ) STRICT;

    -- Used ones that the person took out of the book.
    CREATE TABLE hidden_payees (
      id   INTEGER PRIMARY KEY,
      key  TEXT NOT NULL UNIQUE
    ) STRICT;

    CREATE TABLE templates (
      id           INTEGER PRIMARY KEY,
      template_id  TEXT NOT NULL UNIQUE,
      name         TEXT NOT NULL,
      form         TEXT NOT NULL,
      updated_at   TEXT NOT NULL,
      -- JSON of a Voucher.
      voucher      TEXT NOT NULL
    ) STRICT;
  `,
} as const;

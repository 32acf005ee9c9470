/** A unit's account at the Treasury: `TKKT.cấp NS.ĐVQHNS`, e.g. `3511.0.9091378`. */
export interface AccountNumber {
  /** TKKT, 4 digits. */
  readonly account: string;
  /** Cấp NS, 1 digit. */
  readonly budgetLevel: string;
  /** ĐVQHNS, 7 digits. */
  readonly unitCode: string;
}

/** The parts of an account number; undefined when it is not one. */
export function parseAccountNumber(text: string): AccountNumber | undefined {
  const [, account, budgetLevel, unitCode] = /^(\d{4})\.(\d)\.(\d{7})$/.exec(text) ?? [];
  if (account === undefined || budgetLevel === undefined || unitCode === undefined) return undefined;
  return { account, budgetLevel, unitCode };
}

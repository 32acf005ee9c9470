import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Compares two secrets in a time that does not depend on where they differ. */
export function sameSecret(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

/** 256 random bits, safe in a URL. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** A secret that opens a door once. */
export interface OneTimeSecret {
  readonly value: string;
  /** True for the right secret, the first time only. */
  redeem(presented: string): boolean;
}

export function oneTimeSecret(): OneTimeSecret {
  const value = newSecret();
  let spent = false;
  return {
    value,
    redeem(presented) {
      if (spent || !sameSecret(presented, value)) return false;
      spent = true;
      return true;
    },
  };
}

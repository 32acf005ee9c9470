import type { TokenHostCall } from '#shared/contract/token-host.ts';

/** How long a module may take, ms. A vendor module past its deadline is taken for hung and its host is killed. */
export const tokenDeadlines: Readonly<Record<TokenHostCall, number>> = {
  survey: 5_000,
  // A card reads a few kilobytes a second, and several certificates may lie on it.
  certificates: 15_000,
  openPrompt: 10_000,
  cancelPrompt: 5_000,
  enterPin: 30_000,
  changePin: 30_000,
  // Of each step: the longest is a look at all slots, or a signature of about two seconds.
  selfTest: 10_000,
  trace: 5_000,
  // RSA on a slow card takes up to about two seconds.
  sign: 30_000,
  signEach: 30_000,
  closeSession: 5_000,
  release: 3_000,
};

/** Time for a token host process to come up on a busy machine, before its module is touched, ms. */
export const hostStartDeadline = 20_000;

/** How long a PIN prompt can be answered, ms. */
export const promptLifetime = 300_000;

/** Quiet time after which the readers are let go of, ms: short, because other programs wait for them. */
export const idleAfter = 2_000;

/** How long a login or signature may take before somebody looks whether its token is still there, ms. */
export const removalCheckAfter = 2_500;

/** A module that is tried before it is trusted has this long for everything, ms. */
export const trialDeadline = 10_000;

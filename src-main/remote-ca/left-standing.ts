/** Why a request is left on the phone, as the reason of an aborted signal: its row in the store finds it again. */
export const leftStanding = 'left standing';

/** Why a request is taken back, as such a reason: another takes its place, unless it has just been confirmed. */
export const resent = 'resent';

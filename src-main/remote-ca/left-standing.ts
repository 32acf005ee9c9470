/** Why a request is left on the phone, as the reason of an aborted signal: its row in the store finds it again. */
export const leftStanding = 'left standing';

/** Calls of the shell itself, never of a page. */
import { z } from 'zod';
import { call, none } from '../call.ts';

export const shellCalls = {
  /** The person has left the machine: remembered logins end. */
  'shell.screenLocked': call(none, none),
  /** The system asked the program to open a link; `link.arrived` tells the window. */
  'shell.openLink': call(z.strictObject({ text: z.string().max(2000) }), none),
} as const;

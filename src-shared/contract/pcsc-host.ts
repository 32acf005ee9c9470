/** Between the core and the process that listens to PC/SC: it only tells, one whole picture at a time. */
import { z } from 'zod';

export const pcscPictureSchema = z.object({
  /** `no-library`: the listener cannot be loaded here; it ends after saying so. */
  service: z.enum(['running', 'stopped', 'no-library']),
  /** What PC/SC itself said: SCARD_E_NO_SERVICE … */
  reason: z.string().max(300).optional(),
  readers: z.array(
    z.object({
      name: z.string().max(300),
      card: z.enum(['none', 'present', 'mute']),
      /** Lower-case hex (ISO 7816-3: at most 33 bytes). */
      atr: z
        .string()
        .regex(/^([0-9a-f]{2}){1,36}$/)
        .optional(),
      /** Counts up with each insertion and removal seen in this reader, so that a quick swap is a change as well. */
      events: z.number().int(),
    }),
  ),
});
export type PcscPicture = z.infer<typeof pcscPictureSchema>;

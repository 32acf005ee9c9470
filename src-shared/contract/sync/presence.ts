/** Apart from http.ts, so that the window's contract can be loaded first: ipc.ts and http.ts would need each other. */
import { z } from 'zod';
import { dossierCodeSchema } from '../../domain/dossiers/dossier.ts';

export const presentPersonSchema = z.object({
  code: dossierCodeSchema,
  username: z.string(),
  name: z.string(),
  device: z.string(),
  path: z.string(),
});
export type PresentPerson = z.infer<typeof presentPersonSchema>;

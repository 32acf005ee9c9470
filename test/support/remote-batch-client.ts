/**
 * A desktop without windows that has a batch signed on the phone, to be killed while it waits. Tells its phases on stdout.
 * Arguments: its options as JSON, user name, password, the person at the provider as JSON, codes with commas.
 */
import { z } from 'zod';
import { createCore } from '#main/core/core.ts';
import { coreOptionsSchema } from '#main/core/options.ts';
import { dossierCodeSchema } from '#shared/domain/dossiers/dossier.ts';
import { startRemoteBatch } from './remote-batch.ts';

const [options = '', username = '', password = '', person = '', codes = ''] = process.argv.slice(2);
const personSchema = z.object({ provider: z.string(), username: z.string(), password: z.string() });
const core = await createCore(coreOptionsSchema.parse(JSON.parse(options)));
core.subscribe((event) => {
  if (event.name === 'batch.progress') process.stdout.write(`${event.payload.phase}\n`);
});
await core.call('session.signIn', { username, password });
await startRemoteBatch(
  core,
  personSchema.parse(JSON.parse(person)),
  codes.split(',').map((code) => dossierCodeSchema.parse(code)),
);

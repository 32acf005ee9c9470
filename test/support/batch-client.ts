/**
 * A desktop without windows that signs a batch, to be killed in the middle. Tells on stdout how many signatures count.
 * Arguments: its options as JSON, user name, password, PIN, codes with commas.
 */
import { createCore } from '#main/core/core.ts';
import { coreOptionsSchema } from '#main/core/options.ts';
import { dossierCodeSchema } from '#shared/domain/dossiers/dossier.ts';
import { startBatch, typeBatchPin } from './batch.ts';

const [options = '', username = '', password = '', pin = '', codes = ''] = process.argv.slice(2);
const core = await createCore(coreOptionsSchema.parse(JSON.parse(options)));
core.subscribe((event) => {
  if (event.name === 'batch.progress') process.stdout.write(`${event.payload.signed}\n`);
});
await core.call('session.signIn', { username, password });
const { jobId } = await startBatch(
  core,
  codes.split(',').map((code) => dossierCodeSchema.parse(code)),
);
await typeBatchPin(core, jobId, pin);

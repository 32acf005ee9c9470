/** A desktop that declares, presses “Lưu” and is killed before it hears of it. Arguments: options of the core, content. */
import { createCore } from '#main/core/core.ts';
import type { CoreOptions } from '#main/core/options.ts';
import type { RegistrationContent } from '#shared/domain/registration/registration.ts';

const [options = '', content = ''] = process.argv.slice(2);
// Both were written by the test that started this program.
const core = await createCore(JSON.parse(options) as CoreOptions);
const created = await core.call('registrations.create', { kind: 'first' });
const kept = await core.call('registrations.keep', {
  id: created.id,
  baseRevision: created.revision,
  content: JSON.parse(content) as RegistrationContent,
});
await core.call('registrations.save', { id: kept.id, revision: kept.revision });

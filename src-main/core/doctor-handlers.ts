import type { CoreEvent } from '#shared/contract/ipc.ts';
import { actOn, type ActServices } from '../diagnostics/act.ts';
import type { CheckServices } from '../diagnostics/check.ts';
import { checkers } from '../diagnostics/checkers.ts';
import { runChecks } from '../diagnostics/run.ts';
import type { Handlers } from './handlers.ts';

/** Calls of the doctor: the checks, and the buttons beside them. */
export function makeDoctorHandlers(
  services: CheckServices & ActServices & { readonly emit: (event: CoreEvent) => void },
): Pick<Handlers, 'doctor.checks' | 'doctor.run' | 'doctor.act'> {
  return {
    'doctor.checks': () => ({ checks: checkers.map(({ id, title }) => ({ id, title })) }),
    'doctor.run': async () => ({
      checks: await runChecks(services, {
        onChecked: (check) => services.emit({ name: 'doctor.checked', payload: check }),
      }),
    }),
    'doctor.act': ({ action }) => actOn(action, services),
  };
}

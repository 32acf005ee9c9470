import { toFailure } from '#shared/contract/errors.ts';
import type { Check } from '#shared/contract/ipc.ts';
import type { Checker, CheckServices, Outcome } from './check.ts';
import { backendCheck } from './checks/backend.ts';
import { certificatesCheck } from './checks/certificates.ts';
import { clockCheck } from './checks/clock.ts';
import { dataFolderCheck } from './checks/data-folder.ts';
import { modulesCheck } from './checks/modules.ts';
import { pcscCheck } from './checks/pcsc.ts';
import { storeCheck } from './checks/store.ts';
import { tokensCheck } from './checks/tokens.ts';
import { trustCheck } from './checks/trust.ts';
import { adviceOn } from './failure-advice.ts';

/** In the order in which a support person would ask. */
export const checkers: readonly Checker[] = [
  pcscCheck,
  modulesCheck,
  tokensCheck,
  certificatesCheck,
  trustCheck,
  clockCheck,
  backendCheck,
  dataFolderCheck,
  storeCheck,
];

/** Longest time one check may take, in milliseconds. */
const deadline = 20_000;

/** Runs every check at once; a slow or failing one never hides the others. */
export function runChecks(services: CheckServices, list: readonly Checker[] = checkers): Promise<Check[]> {
  return Promise.all(
    list.map(async (checker) => {
      const outcome = await Promise.race([settle(checker, services), expire()]);
      return {
        id: checker.id,
        title: checker.title,
        state: outcome.state,
        found: outcome.found,
        remedy: outcome.remedy ?? { vi: '', en: '' },
      };
    }),
  );
}

async function settle(checker: Checker, services: CheckServices): Promise<Outcome> {
  try {
    return await checker.run(services);
  } catch (cause) {
    const failure = toFailure(cause);
    const { code, details } = failure;
    const found = [code, ...Object.values(details ?? {}).map(String)].join(' · ');
    return {
      state: 'failed',
      found,
      remedy: { vi: adviceOn(failure, 'vi').remedy, en: adviceOn(failure, 'en').remedy },
    };
  }
}

function expire(): Promise<Outcome> {
  return new Promise((resolve) => {
    const timer = setTimeout(
      () =>
        resolve({
          state: 'failed',
          found: `> ${deadline / 1000} s`,
          remedy: {
            vi: 'Phần này không trả lời kịp. Rút và cắm lại token, kiểm tra mạng rồi chạy lại.',
            en: 'This part did not answer in time. Replug the token, check the network and run again.',
          },
        }),
      deadline,
    );
    timer.unref();
  });
}

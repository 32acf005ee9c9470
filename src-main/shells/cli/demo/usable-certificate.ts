import { setTimeout as sleep } from 'node:timers/promises';
import type { Core } from '#shared/contract/ipc.ts';
import type { CertificateView } from '#shared/contract/tokens.ts';

/** How often the list is asked for, and how long drivers that have not answered are waited for, ms. */
const askAgain = 50;
const longestWait = 20_000;

/** The certificate with which the person signed in may sign; drivers that have not answered yet are waited for. */
export async function usableCertificate(core: Core): Promise<CertificateView | undefined> {
  const giveUp = performance.now() + longestWait;
  for (;;) {
    const { certificates, pending } = await core.call('certificates.list', {});
    const usable = certificates.find(({ refusals }) => refusals.length === 0);
    if (usable !== undefined || pending.length === 0 || performance.now() >= giveUp) return usable;
    await sleep(askAgain);
  }
}

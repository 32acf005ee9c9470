import { z } from 'zod';
import { bytesSchema } from '#shared/contract/bytes.ts';
import { DvcttError, failureSchema } from '#shared/contract/errors.ts';
import { signatureAlgorithmSchema } from '#shared/contract/token-host.ts';
import { hostEntry } from '../host-entry.ts';
import { startHostProcess } from '../host-process.ts';

/** What the loop is told, once. The PIN travels by message, never by argv or environment. */
export const bareLoopOrderSchema = z.strictObject({
  modulePath: z.string(),
  tokenSerial: z.string(),
  /** SHA-256 of the certificate, lower-case hex. */
  thumbprint: z.string(),
  pin: bytesSchema,
  algorithm: signatureAlgorithmSchema,
  count: z.number().int().positive(),
});
export type BareLoopOrder = z.infer<typeof bareLoopOrderSchema>;

const resultSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), signatures: z.number().int(), milliseconds: z.number().positive() }),
  z.object({ kind: z.literal('failed'), failure: failureSchema }),
]);

export interface BareLoopResult {
  readonly signatures: number;
  /** From the first C_SignInit to the last C_Sign's return; the login is not counted. */
  readonly milliseconds: number;
  readonly perSecond: number;
}

/**
 * The yardstick of the benchmarks: logs in once and calls C_SignInit and C_Sign `count` times over different digests,
 * in a child process, with nothing of the product around it. `deadline` in ms. Throws DvcttError.
 */
export async function runBareLoop(
  order: BareLoopOrder,
  options: { readonly env?: Readonly<Record<string, string | undefined>>; readonly deadline?: number } = {},
): Promise<BareLoopResult> {
  const module = order.modulePath;
  const child = startHostProcess({ entry: hostEntry('bare-loop'), env: options.env ?? {} });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      timer = setTimeout(
        () => reject(new DvcttError('MODULE_TIMEOUT', { module })),
        options.deadline ?? 600_000,
      );
      child.once('error', reject);
      child.once('exit', () => reject(new DvcttError('MODULE_CRASHED', { module })));
      child.once('message', (message) => {
        const result = resultSchema.safeParse(message);
        if (!result.success)
          reject(new DvcttError('MODULE_CRASHED', { module, reason: 'unreadable answer' }));
        else if (result.data.kind === 'failed') {
          reject(new DvcttError(result.data.failure.code, result.data.failure.details));
        } else {
          const { signatures, milliseconds } = result.data;
          resolve({ signatures, milliseconds, perSecond: (signatures * 1000) / milliseconds });
        }
      });
      child.send(order);
    });
  } finally {
    clearTimeout(timer);
    child.removeAllListeners('exit');
    child.kill();
  }
}

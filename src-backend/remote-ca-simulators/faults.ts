/** What a simulated provider is told to do wrong. */
import { z } from 'zod';
import { remoteProviderIdSchema, type RemoteProviderId } from '#shared/domain/remote-ca/provider.ts';

export const faultNames = [
  /** The connection is closed without an answer. */
  'down',
  /** Answers after `ms`. */
  'slow',
  /** 200 text/html. */
  'html',
  'quota',
  'cert-expired',
  /** Tells another person's certificate. */
  'wrong-certificate',
  /** The values are of other digests. */
  'wrong-signature',
  /** A CMS where the raw value belongs. */
  'cms',
  /** Every value twice, last first. */
  'answer-twice',
  /** Every second document is left unsigned. */
  'partial',
  /** A transaction that it has given out is unknown to it. */
  'never-known',
  /** The bearer is refused. */
  'session-expired',
] as const;
export type FaultName = (typeof faultNames)[number];

export const faultOrderSchema = z.strictObject({
  provider: remoteProviderIdSchema,
  fault: z.enum([...faultNames, 'none']),
  /** How often; for good when left out. `none` ends all of the provider. */
  times: z.number().int().min(1).max(10_000).optional(),
  /** Of `slow`. */
  ms: z.number().int().min(0).max(120_000).optional(),
});
export type FaultOrder = z.infer<typeof faultOrderSchema>;

interface Standing {
  left: number;
  readonly ms: number;
}

export class Faults {
  readonly #standing = new Map<string, Standing>();

  order({ provider, fault, times, ms }: FaultOrder): void {
    if (fault !== 'none') {
      this.#standing.set(`${provider} ${fault}`, { left: times ?? Infinity, ms: ms ?? 1000 });
      return;
    }
    for (const key of this.#standing.keys()) if (key.startsWith(`${provider} `)) this.#standing.delete(key);
  }

  /** Whether the fault is ordered; uses up one time of it. */
  take(provider: RemoteProviderId, fault: FaultName): boolean {
    return this.takeDelay(provider, fault) !== undefined;
  }

  /** @returns milliseconds of `slow` */
  takeDelay(provider: RemoteProviderId, fault: FaultName): number | undefined {
    const key = `${provider} ${fault}`;
    const standing = this.#standing.get(key);
    if (standing === undefined) return undefined;
    standing.left -= 1;
    if (standing.left <= 0) this.#standing.delete(key);
    return standing.ms;
  }
}

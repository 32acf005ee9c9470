import pkcs11js from 'pkcs11js';
import type { PKCS11 } from 'pkcs11js';
import type { TracedCall } from '#shared/contract/trace.ts';
import { factsAfter, factsBefore, type CallFacts } from './call-facts.ts';
import { ckrName } from './cryptoki-error.ts';

/** The one place that every PKCS#11 call goes through: it tells when a call begins and when it comes back, if asked to. */
export class CallTrace {
  /** Off costs one look at this per call. */
  on = false;
  /** Told of each call before it is made, whether or not a trace is on: the call may never come back. */
  follow: ((call: string) => void) | undefined;
  readonly #tell: (call: TracedCall) => void;
  #sequence = 0;

  /** `tell` must hand the row out of the process at once: the call that follows may never return. */
  constructor(tell: (call: TracedCall) => void = () => undefined) {
    this.#tell = tell;
  }

  /** Makes one call. What it throws is thrown on. */
  run<T>(call: string, facts: CallFacts, make: () => T): T {
    this.follow?.(call);
    if (!this.on) return make();
    const begun = { sequence: this.#sequence++, at: new Date().toISOString(), call, facts };
    const start = performance.now();
    this.#tell(begun);
    const ended = (ckr: string, more: CallFacts = {}) => {
      const milliseconds = Math.round((performance.now() - start) * 1000) / 1000;
      this.#tell({ ...begun, facts: { ...facts, ...more }, milliseconds, ckr });
    };
    try {
      const result = make();
      ended('CKR_OK', factsAfter(call, result));
      return result;
    } catch (thrown) {
      // The message of anything but a CKR may quote an argument; its kind does not.
      ended(ckrName(thrown) ?? (thrown instanceof Error ? thrown.name : 'unknown'));
      throw thrown;
    }
  }
}

/** How pkcs11js throws a CKR from the few calls that it does not wrap. */
const rawCkr = /^CKR_\w+:\d+$/;

/** The same as pkcs11js' own kind of error, when it is a raw CKR. */
export function asPkcs11Error(thrown: unknown): unknown {
  const raw = thrown instanceof Error && ckrName(thrown) === undefined && rawCkr.test(thrown.message);
  return raw ? new pkcs11js.Pkcs11Error(thrown.message) : thrown;
}

/** Sends every `C_` method of `pkcs11` through `trace`, and makes each of them throw its CKR as a Pkcs11Error. */
export function throughTrace(pkcs11: PKCS11, trace: CallTrace): void {
  for (const call of Object.keys(pkcs11)) {
    const method: unknown = Reflect.get(pkcs11, call);
    if (!call.startsWith('C_') || typeof method !== 'function') continue;
    const make = (args: readonly unknown[]): unknown => {
      try {
        return Reflect.apply(method, pkcs11, args);
      } catch (thrown) {
        throw asPkcs11Error(thrown);
      }
    };
    Reflect.set(pkcs11, call, (...args: unknown[]): unknown =>
      trace.on || trace.follow !== undefined
        ? trace.run(call, factsBefore(call, args), () => make(args))
        : make(args),
    );
  }
}

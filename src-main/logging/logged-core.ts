import type { CallInput, CallName, CallOutput, Core, CoreEvent } from '#shared/contract/ipc.ts';
import { DvcttError, toFailure, type Failure, type FailureCode } from '#shared/contract/errors.ts';
import type { HostEvent } from '../tokens/host-event.ts';
import type { Log, LogEvent } from './log.ts';
import type { Facts } from './redact-facts.ts';
import { Repeats } from './repeats.ts';

/** A call that takes longer is worth a line, ms. */
const slow = 2_000;
/** What a person does or is, and no fault. */
const ordinary: ReadonlySet<FailureCode> = new Set([
  'PIN_CANCELLED',
  'SIGNING_CANCELLED',
  'SESSION_REQUIRED',
  'STORE_LOCKED',
]);

/**
 * A core whose failing and slow calls are in the log: names, codes, details and milliseconds, never
 * what went in or came out. Closing it closes the log.
 */
export function loggedCore(core: Core, log: Log, clock: () => number = () => performance.now()): Core {
  const repeats = new Repeats(clock);
  return {
    async call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
      const startedAt = clock();
      const took = () => Math.round(clock() - startedAt);
      try {
        const output = await core.call(name, input);
        const milliseconds = took();
        if (milliseconds > slow) log.warn('call.slow', { call: name, milliseconds });
        else log.debug('call.done', { call: name, milliseconds });
        return output;
      } catch (thrown) {
        const { code } = toFailure(thrown);
        const unshown = repeats.admit(`${name} ${code}`);
        if (unshown !== undefined) {
          const facts = { call: name, milliseconds: took(), unshown: unshown === 0 ? undefined : unshown };
          log.failed(levelOfFailure(code), 'call.failed', thrown, facts);
        }
        throw thrown;
      }
    },
    subscribe: (listener) => core.subscribe(listener),
    async close() {
      try {
        await core.close();
      } finally {
        log.info('program.ended');
        await log.close();
      }
    },
  };
}

function levelOfFailure(code: FailureCode): 'error' | 'warn' | 'info' {
  if (code === 'UNEXPECTED') return 'error';
  return ordinary.has(code) ? 'info' : 'warn';
}

/** One line for each change that an event tells; progress within a phase is none. */
export function eventLines(log: Log): (event: CoreEvent) => void {
  const phases = new Map<string, string>();
  /** Remembers the phase of a job; answers whether it is another one. */
  const isNew = (job: string, phase: string): boolean => {
    if (phases.get(job) === phase) return false;
    if (phases.size >= 200) phases.clear();
    phases.set(job, phase);
    return true;
  };
  const step = (event: LogEvent, facts: Facts, failure: Failure | undefined) => {
    if (failure === undefined) log.info(event, facts);
    else {
      log.failed(levelOfFailure(failure.code), event, new DvcttError(failure.code, failure.details), facts);
    }
  };
  return ({ name, payload }) => {
    switch (name) {
      case 'signing.progress': {
        const { jobId, phase, code, done, total, policy, failure } = payload;
        if (isNew(jobId, phase)) step('signing.phase', { phase, code, done, total, policy }, failure);
        return;
      }
      case 'batch.progress': {
        const { jobId, phase, policy, signed, documents, sent, failed, entries, failure } = payload;
        if (isNew(jobId, phase))
          step('batch.phase', { phase, policy, signed, documents, sent, failed, entries }, failure);
        return;
      }
      case 'tokens.job': {
        const { jobId, purpose, phase, tokenSerial, failure } = payload;
        if (isNew(jobId, phase)) step('token.job', { purpose, phase, token: tokenSerial }, failure);
        return;
      }
      case 'sync.changed': {
        const { line, waiting, setAside, conflicts, failure } = payload;
        if (!isNew('sync', [line, setAside, conflicts, failure?.code ?? ''].join(' '))) return;
        log.info('sync.line', { line, waiting, setAside, conflicts, failure: failure?.code });
        return;
      }
      case 'doctor.checked':
        // What a check found may name a person; its outcome does not.
        log[payload.state === 'failed' ? 'warn' : 'info']('doctor.check', {
          check: payload.id,
          state: payload.state,
          milliseconds: payload.milliseconds,
        });
        return;
      case 'session.ended':
        log.failed('info', 'session.ended', new DvcttError(payload.failure.code, payload.failure.details));
        return;
      case 'logins.changed':
        log.info('logins.changed', { remembered: payload.logins.length });
        return;
      case 'tokens.changed':
        log.info('tokens.changed');
        return;
      case 'store.noticed':
        log.info('store.noticed');
        return;
      case 'core.restarted':
        log.warn('core.restarted');
        return;
      case 'link.arrived':
        log.info('link.arrived');
        return;
      case 'dossiers.changed':
      case 'dossiers.arrived':
      case 'registrations.changed':
      case 'presence.changed':
      case 'remote.changed':
        return;
    }
  };
}

/** A line for each token host that begins or ends. One that was ended because it was no longer needed is no fault. */
export function hostLines(log: Log): (event: HostEvent) => void {
  return (event) => {
    const { module, pid } = event;
    if (event.kind === 'started') {
      log.info('host.started', { module, host: pid });
      return;
    }
    const { code, details } = event.death;
    const ours = code === 'TOKEN_REMOVED' || (code === 'MODULE_CRASHED' && details?.['reason'] === 'stopped');
    if (ours) log.info('host.ended', { module, host: pid, why: code === 'TOKEN_REMOVED' ? code : 'stopped' });
    else log.failed('warn', 'host.ended', event.death, { module, host: pid });
  };
}

import { expect, it } from 'vitest';
import type { SigningBatch } from '#shared/contract/batch.ts';
import type { Log } from './log.ts';
import { eventLines } from './logged-core.ts';

function recordingLog() {
  const lines: unknown[][] = [];
  const keep =
    (level: string) =>
    (...told: unknown[]) =>
      void lines.push([level, ...told]);
  const [error, warn, info, debug] = ['error', 'warn', 'info', 'debug'].map(keep) as [
    Log['error'],
    Log['warn'],
    Log['info'],
    Log['debug'],
  ];
  const failed: Log['failed'] = (level, event, thrown, facts) =>
    void lines.push([level, event, (thrown as { code?: string }).code, facts]);
  const log = { error, warn, info, debug, failed } as Log;
  return { log, lines };
}

const batch: SigningBatch = {
  jobId: 'b1',
  phase: 'signing',
  policy: 'compat',
  signed: 1,
  documents: 4,
  sent: 0,
  failed: 0,
  entries: 2,
  byPhone: false,
  current: 'C2-02a-NS_RDT-0041.pdf',
  total: '9465000',
};

it('tells each phase of a batch once, with its counts and the reason of a pause, and no names or sums', () => {
  const { log, lines } = recordingLog();
  const tell = eventLines(log);
  const say = (change: Partial<SigningBatch>) =>
    tell({ name: 'batch.progress', payload: { ...batch, ...change } });
  say({});
  say({ signed: 2 });
  say({ phase: 'paused', signed: 2, failure: { code: 'TOKEN_REMOVED' } });
  const facts = { policy: 'compat', signed: 1, documents: 4, sent: 0, failed: 0, entries: 2 };
  expect(lines).toEqual([
    ['info', 'batch.phase', { ...facts, phase: 'signing' }],
    ['warn', 'batch.phase', 'TOKEN_REMOVED', { ...facts, phase: 'paused', signed: 2 }],
  ]);
});

import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { SigningBatch } from '#shared/contract/batch.ts';
import type { CoreEvent } from '#shared/contract/ipc.ts';
import { askBeforeClosing } from './closing.ts';

const progress = (phase: SigningBatch['phase']): CoreEvent => ({
  name: 'batch.progress',
  payload: {
    jobId: 'job',
    phase,
    policy: 'compat',
    signed: 1,
    documents: 2,
    sent: 0,
    failed: 0,
    entries: 1,
    byPhone: false,
    current: '',
    total: '0',
  },
});

/** A window whose page does not want to go; `close` tells whether it went, and how often the person was asked. */
function windowThatHolds(answer: boolean) {
  const contents = new EventEmitter();
  let tell: (event: CoreEvent) => void = () => undefined;
  let asked = 0;
  const subscribe = (listener: (event: CoreEvent) => void) => {
    tell = listener;
    return () => undefined;
  };
  askBeforeClosing(contents, { subscribe }, () => {
    asked += 1;
    return answer;
  });
  return {
    tell: (event: CoreEvent) => tell(event),
    close() {
      let went = false;
      contents.emit('will-prevent-unload', { preventDefault: () => (went = true) });
      return { went, asked };
    },
  };
}

describe('closing the window while documents are being signed', () => {
  it('is asked about, and done only when the person says so', () => {
    for (const answer of [true, false]) {
      const window = windowThatHolds(answer);
      window.tell(progress('signing'));
      expect(window.close()).toEqual({ went: answer, asked: 1 });
    }
  });

  it('asks nothing when nothing is being signed: a draft being written lets go by itself', () => {
    const window = windowThatHolds(true);
    expect(window.close()).toEqual({ went: false, asked: 0 });
    for (const phase of ['paused', 'done', 'cancelled', 'failed'] as const) {
      window.tell(progress('signing'));
      window.tell(progress(phase));
      expect(window.close()).toEqual({ went: false, asked: 0 });
    }
    window.tell(progress('signing'));
    window.tell({ name: 'core.restarted', payload: {} });
    expect(window.close()).toEqual({ went: false, asked: 0 });
  });
});

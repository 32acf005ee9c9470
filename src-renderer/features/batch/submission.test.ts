import { describe, expect, it } from 'vitest';
import { DvcttError } from '#shared/contract/errors.ts';
import { dossierCodeSchema, type DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { submissionOf, submitAll, type Submission } from './submission.ts';

const dossiers = [1, 2, 3, 4].map((at) => ({
  code: dossierCodeSchema.parse(`100116326010108000${at}`),
  title: `Hồ sơ ${at}`,
  status: 'CHO_GUI' as const,
  total: '1000',
}));

function desk(submit: (code: DossierCode) => Promise<void>) {
  let state: Submission = submissionOf('submit', dossiers);
  const write = (change: (before: Submission) => Submission) => void (state = change(state));
  return {
    states: () => state.rows.map((row) => row.state),
    read: () => state,
    stop: () => write((before) => ({ ...before, stopping: true })),
    send: () => submitAll({ read: () => state, write, submit }),
  };
}

describe('sending many dossiers to the Treasury', () => {
  it('goes on past one that was refused, and the next press sends that one alone again', async () => {
    const asked: string[] = [];
    let refuse = true;
    const sending = desk((code) => {
      asked.push(code.slice(-1));
      if (refuse && code.endsWith('2')) throw new DvcttError('DOSSIER_STATE');
      return Promise.resolve();
    });
    await sending.send();
    expect(sending.states()).toEqual(['sent', 'failed', 'sent', 'sent']);
    expect(sending.read().rows[1]?.failure?.code).toBe('DOSSIER_STATE');
    refuse = false;
    await sending.send();
    expect(sending.states()).toEqual(['sent', 'sent', 'sent', 'sent']);
    expect(sending.read().rows[1]?.failure).toBeUndefined();
    expect(asked.join('')).toBe('12342');
  });

  it('ends after the dossier at hand when told to stop', async () => {
    const sending = desk((code) => {
      if (code.endsWith('2')) sending.stop();
      return Promise.resolve();
    });
    await sending.send();
    expect(sending.states()).toEqual(['sent', 'sent', 'waiting', 'waiting']);
    expect(sending.read()).toMatchObject({ running: false, stopping: false });
  });

  it('asks no further when the line is gone', async () => {
    const sending = desk(() => Promise.reject(new DvcttError('BACKEND_UNREACHABLE')));
    await sending.send();
    expect(sending.states()).toEqual(['failed', 'waiting', 'waiting', 'waiting']);
  });
});

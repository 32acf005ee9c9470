import { describe, expect, it } from 'vitest';
import type { TraceRow } from '#shared/contract/trace.ts';
import {
  barOf,
  countRows,
  factsOf,
  fileNameOf,
  filterRows,
  modulesOf,
  rowKey,
  traceJson,
  traceText,
} from './trace-view.ts';

const row = (sequence: number, rest: Partial<TraceRow> = {}): TraceRow => ({
  sequence,
  at: '2026-11-22T07:00:00.000Z',
  call: 'C_GetSlotList',
  module: '/usr/lib/a.so',
  pid: 42,
  facts: {},
  ...rest,
});
const well = row(1, { ckr: 'CKR_OK', milliseconds: 2 });
const bad = row(2, { ckr: 'CKR_DEVICE_ERROR', milliseconds: 3, module: 'C:\\Windows\\b.dll' });
const slow = row(3, { ckr: 'CKR_OK', milliseconds: 900, facts: { slot: 0, mechanism: 'CKM_RSA_PKCS' } });
const hung = row(4, { call: 'C_Sign' });
const ended = row(5, { call: 'C_Finalize', ended: true });
const rows = [well, bad, slow, hung, ended];

describe('the timeline of a trace', () => {
  it('counts and shows errors, slow calls and those that nobody has answered', () => {
    expect(countRows(rows)).toEqual({ calls: 5, errors: 2, slow: 1, hung: 2 });
    expect(filterRows(rows, { kind: 'errors', module: '', words: '' })).toEqual([bad, ended]);
    expect(filterRows(rows, { kind: 'slow', module: '', words: '' })).toEqual([slow]);
    expect(filterRows(rows, { kind: 'hung', module: '', words: '' })).toEqual([hung, ended]);
    expect(filterRows(rows, { kind: 'all', module: bad.module, words: '' })).toEqual([bad]);
  });

  it('finds a call by part of its name or of its answer', () => {
    const found = (words: string) => filterRows(rows, { kind: 'all', module: '', words });
    expect(found(' c_sign ')).toEqual([hung]);
    expect(found('device_err')).toEqual([bad]);
    expect(found('')).toEqual(rows);
  });

  it('names each module once, by its file on any system', () => {
    expect(modulesOf(rows).map(fileNameOf)).toEqual(['a.so', 'b.dll']);
  });

  it('draws a longer bar for a longer call, and a full one for a call that does not come back', () => {
    expect(barOf(well)).toBeLessThan(barOf(slow));
    expect(barOf(row(6, { ckr: 'CKR_OK', milliseconds: 90_000 }))).toBe(1);
    expect(barOf(hung)).toBe(1);
  });

  it('takes two calls of one process, and the same number of two processes, for different rows', () => {
    expect(new Set([well, bad, row(1, { pid: 43 })].map(rowKey)).size).toBe(3);
  });
});

describe('an exported trace', () => {
  const at = new Date('2026-11-22T07:05:00Z');
  const trace = { on: false, rows, dropped: 7 };

  it('has every row and what was dropped, for a program', () => {
    expect(JSON.parse(traceJson(trace, '1.2.3', at))).toEqual({
      program: 'DVCTT Desktop 1.2.3',
      exportedAt: at.toISOString(),
      dropped: 7,
      rows,
    });
  });

  it('has one line a call for a person, in columns, and says what never came back', () => {
    const lines = traceText(trace, '1.2.3', at).split('\n');
    expect(lines.filter((line) => line.includes(' #'))).toHaveLength(5);
    expect(lines.find((line) => line.includes('#2'))).toMatch(
      /\[2\].*C_GetSlotList.*3\.0 ms CKR_DEVICE_ERROR$/,
    );
    expect(lines.find((line) => line.includes('#3'))).toContain(factsOf(slow));
    expect(lines.find((line) => line.includes('#4'))).toContain('NO ANSWER YET');
    expect(lines.find((line) => line.includes('#5'))).toContain('NO ANSWER, PROCESS ENDED');
  });
});

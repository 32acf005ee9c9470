import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Overrun } from '#backend/validation/overrun.ts';
import type { PoolOptions } from '#backend/validation/pool.ts';
import type { ReportTask } from '#backend/validation/task.ts';
import { Validation } from '#backend/validation/validation.ts';

const program = join(import.meta.dirname, 'support', 'weak-worker.ts');

describe('the threads that judge strangers’ files', () => {
  let validation: Validation;
  afterEach(() => validation.close());
  const open = (options: Partial<PoolOptions> = {}) => {
    validation = new Validation({ program, ...options });
  };
  const task = (end: string): ReportTask => ({
    kind: 'report',
    name: 'x.pdf',
    format: 'pades',
    bytes: new Uint8Array(Buffer.from(`no PDF at all ${end}`)),
    trustAnchors: [],
    intermediates: [],
    now: new Date(),
  });
  const ask = (owner: string, end = '') => validation.report(owner, () => Promise.resolve(task(end)));
  const limitOf = (asked: Promise<unknown>) =>
    asked.then(
      () => 'answered',
      (thrown: unknown) => (thrown instanceof Overrun ? thrown.limit : String(thrown)),
    );

  it('end a file that never ends at its deadline, and go on with the next', async () => {
    open({ deadline: 1500 });
    await ask('ai.do');
    const started = performance.now();
    expect(await limitOf(ask('ke.xau', '%spin'))).toBe('time');
    const took = performance.now() - started;
    expect(took).toBeGreaterThan(1000);
    expect(await ask('ke.xau')).toMatchObject({ indication: 'invalid' });
  });

  it('end a file that eats memory, or breaks its thread, without harm to the server', async () => {
    open({ memory: 64, deadline: 60_000 });
    expect(await limitOf(ask('ke.xau', '%hoard'))).toBe('memory');
    expect(await limitOf(ask('ke.xau', '%crash'))).toBe('thread');
    expect(await ask('ke.xau')).toMatchObject({ indication: 'invalid' });
  });

  it('are never all held by one person, whose further files wait while others’ are judged', async () => {
    open({ deadline: 3000 });
    await Promise.all([ask('a'), ask('b')]);
    const order: string[] = [];
    const hostile = [1, 2, 3].map(() => limitOf(ask('ke.xau', '%spin')).then(() => order.push('ke.xau')));
    const others = ['a', 'b', 'c'].map((owner) => ask(owner).then(() => order.push(owner)));
    await Promise.all(others);
    expect(order.filter((owner) => owner !== 'ke.xau').toSorted()).toEqual(['a', 'b', 'c']);
    expect(order.filter((owner) => owner === 'ke.xau').length).toBeLessThanOrEqual(1);
    await validation.close();
    await Promise.all(hostile);
  });

  it('serve first whose files have cost least', async () => {
    open({ threads: 1, deadline: 1000 });
    // The start of the process is nobody's cost in this comparison: on a busy machine it takes as long as the deadline.
    await ask('mo.dau');
    await ask('nguoi.khac');
    const order: string[] = [];
    const noted = (owner: string, end = '') => limitOf(ask(owner, end)).then(() => order.push(owner));
    // While the first is being judged, both wait; the hostile one asked before the other.
    const first = noted('ke.xau', '%spin');
    await Promise.all([first, noted('ke.xau'), noted('nguoi.khac'), noted('nguoi.moi')]);
    expect(order).toEqual(['ke.xau', 'nguoi.moi', 'nguoi.khac', 'ke.xau']);
  });

  it('load no file before its turn, and take no more than fifty waiting of one person', async () => {
    open({ threads: 1, deadline: 1000 });
    await ask('nguoi.khac');
    let loaded = 0;
    const hostile = Array.from({ length: 60 }, () =>
      limitOf(
        validation.report('ke.xau', () => {
          loaded += 1;
          return Promise.resolve(task('%spin'));
        }),
      ),
    );
    const refused = (await Promise.all(hostile.slice(51))).filter((said) => said.includes('SERVER_BUSY'));
    expect(refused).toHaveLength(9);
    expect(loaded).toBe(1);
    await validation.close();
    expect(await Promise.all(hostile)).not.toContain('answered');
  });

  it('answer with what loading a file threw, and are then free', async () => {
    open({ threads: 1 });
    const gone = () => Promise.reject(new Error('gone'));
    await expect(validation.report('a', gone)).rejects.toThrow('gone');
    expect(await ask('a')).toMatchObject({ indication: 'invalid' });
  });

  it('say what is wrong when their program is not there', async () => {
    open({ program: join(import.meta.dirname, 'support', 'nowhere.ts') });
    await expect(ask('a')).rejects.toThrow(/did not start/);
  });
});

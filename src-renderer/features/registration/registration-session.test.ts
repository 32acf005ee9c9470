import { describe, expect, it } from 'vitest';
import { DvcttError } from '#shared/contract/errors.ts';
import type { RegistrationView } from '#shared/contract/registration/window.ts';
import { newMember, newRegistration } from '#shared/domain/registration/new.ts';
import type { RegistrationContent } from '#shared/domain/registration/registration.ts';
import { RegistrationSession, type RegistrationEffects } from './registration-session.ts';

const at = '2026-11-22T08:00:00.000Z';

function viewOf(content: RegistrationContent, revision: number): RegistrationView {
  return {
    id: 'r1',
    kind: 'first',
    status: 'DANG_KE_KHAI',
    unitCode: content.unit.unitCode,
    unitName: content.unit.name,
    note: '',
    createdAt: at,
    updatedAt: at,
    missing: 0,
    saved: { state: 'edited' },
    actions: ['edit', 'save'],
    access: 'author',
    revision,
    content,
    issues: [],
    confirmations: [],
    documents: [],
    log: [],
    version: 0,
  };
}

const named = (name: string) => (content: RegistrationContent) => ({
  ...content,
  unit: { ...content.unit, name },
});
const called = (phone: string) => (content: RegistrationContent) => ({
  ...content,
  unit: { ...content.unit, phone },
});

/** The core as far as a session sees it: one kept copy, and calls that wait until they are let go. */
function core(content = newRegistration('first')) {
  let kept = viewOf(content, 1);
  const waiting: (() => void)[] = [];
  const timers = new Set<() => void>();
  let failing: DvcttError | undefined;
  let held = false;
  let calls = 0;
  const effects: RegistrationEffects = {
    keep: async (base, next) => {
      calls += 1;
      if (held) await new Promise<void>((resolve) => waiting.push(resolve));
      if (failing !== undefined) throw failing;
      if (base !== kept.revision) throw new DvcttError('DOSSIER_CONFLICT');
      kept = viewOf(next, base + 1);
      return kept;
    },
    load: () => Promise.resolve(kept),
    now: () => new Date(at),
    later: (act) => {
      timers.add(act);
      return () => void timers.delete(act);
    },
  };
  return {
    session: new RegistrationSession(kept, effects),
    effects,
    hold: () => (held = true),
    release: () => {
      held = false;
      for (const go of waiting.splice(0)) go();
    },
    fail: (failure: DvcttError | undefined) => (failing = failure),
    /** Another window keeps something. */
    elsewhere: (change: (content: RegistrationContent) => RegistrationContent) =>
      (kept = viewOf(change(kept.content), kept.revision + 1)),
    get kept() {
      return kept;
    },
    get calls() {
      return calls;
    },
    get waitsToTryAgain() {
      return timers.size > 0;
    },
  };
}

describe('a registration being typed', () => {
  it('keeps every keystroke, one call at a time, also those typed while one is under way', async () => {
    const world = core();
    world.hold();
    world.session.edit(named('Trường'));
    const flushed = world.session.flush();
    world.session.edit(named('Trường THCS'));
    world.session.edit(called('02253'));
    expect(world.calls).toBe(1);
    world.release();
    expect(await flushed).toBe(true);
    expect(world.calls).toBe(2);
    expect(world.kept.content.unit).toMatchObject({ name: 'Trường THCS', phone: '02253' });
    expect(world.session.unkept).toBe(false);
  });

  it('stays on screen when it cannot be kept, and is tried again', async () => {
    const world = core();
    world.fail(new DvcttError('DISK_FULL'));
    world.session.edit(named('Trường'));
    expect(await world.session.flush()).toBe(false);
    expect(world.session.snapshot().state).toMatchObject({ kind: 'failed', failure: { code: 'DISK_FULL' } });
    expect(world.session.typing?.content.unit.name).toBe('Trường');
    expect(world.waitsToTryAgain).toBe(true);
    world.fail(undefined);
    expect(await world.session.flush()).toBe(true);
    expect(world.kept.content.unit.name).toBe('Trường');
  });

  it('is not tried for ever when the dossier is past editing', async () => {
    const world = core();
    world.fail(new DvcttError('REGISTRATION_STATE'));
    world.session.edit(named('Trường'));
    await world.session.flush();
    expect(world.waitsToTryAgain).toBe(false);
    expect(world.session.snapshot().content.unit.name).toBe('Trường');
  });

  it('takes in what another window kept at other places', async () => {
    const world = core();
    world.elsewhere(called('02253'));
    world.elsewhere((content) => ({ ...content, members: [newMember('m1')] }));
    world.session.edit(named('Trường'));
    expect(await world.session.flush()).toBe(true);
    expect(world.kept.content.unit).toMatchObject({ name: 'Trường', phone: '02253' });
    expect(world.session.snapshot().content.members).toHaveLength(1);
  });

  it.each([
    ['mine', 'Trường A'],
    ['theirs', 'Trường B'],
  ] as const)('asks where both windows changed the same place, and obeys: %s', async (side, name) => {
    const world = core();
    world.elsewhere(named('Trường B'));
    world.session.edit(named('Trường A'));
    world.session.edit(called('02253'));
    expect(await world.session.flush()).toBe(false);
    expect(world.session.snapshot().state.kind).toBe('collided');
    const { choices } = world.session;
    expect([choices?.mine.unit.name, choices?.theirs.unit.name]).toEqual(['Trường A', 'Trường B']);
    // What one window alone has typed is no question.
    expect([choices?.mine.unit.phone, choices?.theirs.unit.phone]).toEqual(['02253', '02253']);
    expect(world.kept.content.unit.name).toBe('Trường B');
    // Typing goes on meanwhile and is part of what is decided.
    world.session.edit(called('022534'));
    expect(await world.session.decide(side)).toBe(true);
    expect(world.kept.content.unit).toMatchObject({ name, phone: '022534' });
  });

  it('merges what was typed during Lưu into its outcome', async () => {
    const world = core();
    world.session.edit(named('Trường'));
    const done = world.session.between((revision) => {
      expect(revision).toBe(2);
      world.session.edit(called('02253'));
      return Promise.resolve({ ...world.kept, code: undefined, saved: { state: 'sent', at } });
    });
    expect(await done).toBe(true);
    expect(world.session.snapshot().view.saved.state).toBe('sent');
    await world.session.flush();
    expect(world.kept.content.unit).toMatchObject({ name: 'Trường', phone: '02253' });
  });

  it('does not go on to Lưu when what was typed could not be kept', async () => {
    const world = core();
    world.fail(new DvcttError('DISK_FULL'));
    world.session.edit(named('Trường'));
    let saved = false;
    expect(
      await world.session.between(() => {
        saved = true;
        return Promise.resolve(world.kept);
      }),
    ).toBe(false);
    expect(saved).toBe(false);
  });

  it('comes back with what an earlier visit could not keep', async () => {
    const world = core();
    world.fail(new DvcttError('DISK_FULL'));
    world.session.edit(named('Trường'));
    await world.session.flush();
    const { typing } = world.session;
    world.session.close();
    world.fail(undefined);
    world.elsewhere(called('02253'));
    const again = new RegistrationSession(world.kept, world.effects, typing);
    expect(await again.flush()).toBe(true);
    expect(world.kept.content.unit).toMatchObject({ name: 'Trường', phone: '02253' });
  });

  it('passes over an answer that was overtaken', async () => {
    const world = core();
    const old = world.kept;
    world.session.edit(named('Trường'));
    await world.session.flush();
    world.session.receive(old);
    expect(world.session.snapshot().content.unit.name).toBe('Trường');
  });
});

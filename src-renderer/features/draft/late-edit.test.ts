import { describe, expect, it } from 'vitest';
import type { DraftVersion } from '#shared/contract/sync/window.ts';
import { lateEdit, newestKept } from './late-edit.ts';

const version = (minute: number, cause: DraftVersion['cause']): DraftVersion => ({
  id: `local:${minute}`,
  at: `2026-11-22T03:${minute}:00.000Z`,
  by: 'Trần Thị Lan',
  cause,
  unsent: false,
  current: false,
});

describe('an edit that came after its dossier was sent', () => {
  it('is offered once the dossier is back, until it has been brought in', () => {
    const versions = [version(30, 'received'), version(20, 'late'), version(10, 'edit')];
    expect(lateEdit(versions, false)?.id).toBe('local:20');
    expect(lateEdit([version(40, 'restore'), ...versions], false)).toBeUndefined();
  });

  it('is offered again when another one comes after that', () => {
    const versions = [version(50, 'late'), version(40, 'restore'), version(20, 'late')];
    expect(lateEdit(versions, false)?.id).toBe('local:50');
  });

  it('is not taken for the side that lost a conflict, unless this machine told of a late edit', () => {
    const versions = [version(20, 'kept'), version(10, 'edit')];
    expect(lateEdit(versions, false)).toBeUndefined();
    expect(lateEdit(versions, true)?.id).toBe('local:20');
    expect(newestKept(versions)?.id).toBe('local:20');
  });
});

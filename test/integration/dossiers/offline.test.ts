import { expect, it } from 'vitest';
import { draftDossier, startBudgetUnit } from '#test/support/budget-unit.ts';

it('lets the accountant draft on when the server goes away, and loses nothing', async () => {
  const unit = await startBudgetUnit();
  try {
    const core = await unit.signIn('KTV');
    await unit.backend.close();
    const draft = await draftDossier(core);
    expect(draft).toMatchObject({ status: 'DANG_SOAN', total: '1005000', place: 'local' });

    await expect(core.call('dossiers.forward', { code: draft.code })).rejects.toThrow('BACKEND_UNREACHABLE');
    const listed = await core.call('dossiers.list', { query: 'tien dien' });
    expect(listed.offline?.code).toBe('BACKEND_UNREACHABLE');
    expect(listed.dossiers.map(({ code }) => code)).toEqual([draft.code]);

    await core.call('drafts.delete', { code: draft.code });
    expect((await core.call('dossiers.list', {})).dossiers).toEqual([]);
    expect((await core.call('drafts.restore', { code: draft.code })).content.title).toBe(
      'Tiền điện tháng 11',
    );
  } finally {
    await unit.close();
  }
});

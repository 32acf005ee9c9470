import { expect, it } from 'vitest';
import { accountants, draftDossier, startBudgetUnit } from '#test/support/budget-unit.ts';

it('lets the accountant draft on when the server goes away, and loses nothing', async () => {
  const unit = await startBudgetUnit();
  try {
    const core = await unit.signIn('KTV');
    await unit.stopBackend();
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

it('lets the accountant close the program offline, sign in offline, go on, and send all of it when the line is back', async () => {
  const unit = await startBudgetUnit();
  try {
    const [lan, minh] = accountants(unit.backend);
    const online = await unit.signIn(lan, 'office');
    const started = await draftDossier(online);
    await expect.poll(async () => (await online.call('sync.state', {})).waiting).toBe(0);
    await unit.stopBackend();
    const edited = await online.call('drafts.save', {
      code: started.code,
      baseVersion: started.version,
      content: { ...started.content, title: 'Viết khi mất mạng' },
    });
    expect(edited.draft?.waiting).toBe(true);
    await online.close();

    const offline = await unit.start('office');
    const signedIn = await offline.call('session.signIn', {
      username: ` ${lan.username.toUpperCase()} `,
      password: lan.password,
    });
    expect(signedIn).toMatchObject({ user: { username: lan.username }, offline: true });
    const found = await offline.call('dossiers.get', { code: started.code });
    expect(found.content.title).toBe('Viết khi mất mạng');
    const second = await draftDossier(offline);
    expect(await offline.call('sync.state', {})).toMatchObject({ line: 'offline' });
    const { changes } = await offline.call('sync.queue', {});
    expect(new Set(changes.map(({ code }) => code))).toEqual(new Set([started.code, second.code]));

    await unit.startBackend();
    expect(await offline.call('sync.now', {})).toMatchObject({ line: 'live', waiting: 0 });
    expect(await offline.call('session.current', {})).toMatchObject({ user: { username: lan.username } });
    expect((await offline.call('session.current', {})).offline).toBeUndefined();

    const colleague = await unit.signIn(minh, 'home');
    const { dossiers } = await colleague.call('dossiers.list', {});
    expect(dossiers.map(({ code }) => code).sort()).toEqual([started.code, second.code].sort());
    const seen = await colleague.call('dossiers.get', { code: started.code });
    expect(seen.content.title).toBe('Viết khi mất mạng');
    const attachmentId = seen.content.attachments[0]?.id ?? '';
    const file = await colleague.call('drafts.attachment', { code: started.code, attachmentId });
    expect(Buffer.from(file.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  } finally {
    await unit.close();
  }
});

it('shows the signers without a line what they saw last, as of when, and signs nothing', async () => {
  const unit = await startBudgetUnit();
  try {
    const ktv = await unit.signIn('KTV');
    const { code } = await ktv.call('dossiers.forward', { code: (await draftDossier(ktv)).code });
    const ktt = await unit.signIn('KTT');
    await expect
      .poll(async () => (await ktt.call('dossiers.list', {})).dossiers.map((each) => each.code))
      .toEqual([code]);
    await unit.stopBackend();
    const seen = await ktt.call('dossiers.get', { code });
    expect(seen).toMatchObject({ status: 'CHO_KTT_KY', place: 'server' });
    expect(Date.parse(seen.asOf ?? '')).toBeLessThanOrEqual(Date.now());
    await expect(ktt.call('dossiers.return', { code, note: 'Sai' })).rejects.toThrow('BACKEND_UNREACHABLE');
    await expect(ktt.call('signing.start', { code, certificateId: 'any', expected: {} })).rejects.toThrow(
      'BACKEND_UNREACHABLE',
    );
  } finally {
    await unit.close();
  }
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { accountants, draftDossier, startBudgetUnit, type BudgetUnit } from '#test/support/budget-unit.ts';

let unit: BudgetUnit;
beforeAll(async () => {
  unit = await startBudgetUnit();
});
afterAll(() => unit.close());

it('sends what waits before a person signs out, and tells that nothing is left', async () => {
  const core = await unit.signIn('KTV', 'leaving');
  const { code } = await draftDossier(core);
  expect(await core.call('session.signOut', {})).toEqual({ unsent: 0 });
  expect(await core.call('session.current', {})).toEqual({ user: null });
  expect(await core.call('sync.state', {})).toMatchObject({ line: 'off' });
  await expect(core.call('dossiers.get', { code })).rejects.toThrow('SESSION_REQUIRED');
  const elsewhere = await unit.signIn('KTV', 'elsewhere');
  expect((await elsewhere.call('dossiers.get', { code })).title).toBe('Tiền điện tháng 11');
});

it('keeps what could not be sent safe for its writer, shows it to nobody else on the machine, and sends it later', async () => {
  const [lan, minh] = accountants(unit.backend);
  const core = await unit.signIn(lan, 'shared-machine');
  await unit.stopBackend();
  const { code } = await draftDossier(core);
  const { unsent } = await core.call('session.signOut', {});
  expect(unsent).toBeGreaterThan(0);
  await unit.startBackend();

  await core.call('session.signIn', { username: minh.username, password: minh.password });
  const seen = await core.call('dossiers.list', {});
  expect(seen.dossiers.map((each) => each.code)).not.toContain(code);
  await core.call('session.signOut', {});

  await core.call('session.signIn', { username: lan.username, password: lan.password });
  expect((await core.call('dossiers.get', { code })).title).toBe('Tiền điện tháng 11');
  expect(await core.call('sync.now', {})).toMatchObject({ waiting: 0 });
  const colleague = await unit.signIn(minh, 'minh-home');
  expect((await colleague.call('dossiers.get', { code })).title).toBe('Tiền điện tháng 11');
});

it('takes over the desk when another person signs in without the first signing out', async () => {
  const [lan, minh] = accountants(unit.backend);
  const core = await unit.signIn(lan, 'takeover');
  const { code } = await draftDossier(core);
  await core.call('session.signIn', { username: minh.username, password: minh.password });
  expect(await core.call('session.current', {})).toMatchObject({ user: { username: minh.username } });
  const back = await core.call('session.signIn', { username: lan.username, password: lan.password });
  expect(back.user.username).toBe(lan.username);
  expect((await core.call('dossiers.get', { code })).title).toBe('Tiền điện tháng 11');
});

it('lets the officer in, who has no drafts on this machine', async () => {
  const core = await unit.signIn('KBNN', 'officer');
  expect((await core.call('session.current', {})).user?.role).toBe('KBNN');
  await expect(core.call('dossiers.list', {})).rejects.toThrow('ROLE_FORBIDDEN');
  await expect(core.call('drafts.create', {})).rejects.toThrow('ROLE_FORBIDDEN');
  expect(await core.call('store.notices', {})).toEqual({ notices: [] });
  expect(await core.call('session.signOut', {})).toEqual({});
});

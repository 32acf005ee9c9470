import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Core, CoreEvent, DossierView } from '#shared/contract/ipc.ts';
import type { DossierCode } from '#shared/domain/dossiers/dossier.ts';
import { accountants, draftDossier, startBudgetUnit, type BudgetUnit } from '#test/support/budget-unit.ts';

let unit: BudgetUnit;
let lan: Core;
let minh: Core;
beforeAll(async () => {
  unit = await startBudgetUnit();
  const [one, two] = accountants(unit.backend);
  lan = await unit.signIn(one);
  minh = await unit.signIn(two);
});
afterAll(() => unit.close());

const titleAt = (core: Core, code: DossierCode) => async () =>
  (await core.call('dossiers.list', {})).dossiers.find((each) => each.code === code)?.title;

async function shared(): Promise<DossierView> {
  const { code } = await draftDossier(lan);
  await expect.poll(titleAt(minh, code)).toBe('Tiền điện tháng 11');
  await expect
    .poll(async () => (await minh.call('dossiers.get', { code })).content.attachments.length)
    .toBe(1);
  return minh.call('dossiers.get', { code });
}

it('shows a colleague’s change within a second and says whose it is', async () => {
  const { code, ...seen } = await shared();
  const heard: CoreEvent[] = [];
  const stop = minh.subscribe((event) => heard.push(event));
  const mine = await lan.call('dossiers.get', { code });
  await lan.call('drafts.save', {
    code,
    baseVersion: mine.version,
    content: { ...mine.content, title: 'Đổi bởi Lan' },
  });
  await expect.poll(titleAt(minh, code), { interval: 20 }).toBe('Đổi bởi Lan');
  await expect.poll(() => heard).toContainEqual({ name: 'dossiers.changed', payload: { code } });
  stop();
  const now = await minh.call('dossiers.get', { code });
  expect(now.draft?.changedBy).toBe(accountants(unit.backend)[0].name);
  expect(now.version).toBeGreaterThan(seen.version);
});

it('merges what two accountants write into different fields, whoever saves first', async () => {
  const { code } = await shared();
  const [hers, his] = await Promise.all([
    lan.call('dossiers.get', { code }),
    minh.call('dossiers.get', { code }),
  ]);
  await Promise.all([
    lan.call('drafts.save', {
      code,
      baseVersion: hers.version,
      content: { ...hers.content, title: 'Tên mới' },
    }),
    minh.call('drafts.save', {
      code,
      baseVersion: his.version,
      content: {
        ...his.content,
        vouchers: his.content.vouchers.map((voucher) => ({ ...voucher, number: '0099' })),
      },
    }),
  ]);
  for (const core of [lan, minh]) {
    await expect
      .poll(async () => {
        const { content, draft } = await core.call('dossiers.get', { code });
        return [content.title, content.vouchers[0]?.number, draft?.waiting, draft?.conflicts];
      })
      .toEqual(['Tên mới', '0099', false, 0]);
  }
});

it('lets the person decide where both wrote different things, and keeps the side that lost', async () => {
  const { code } = await shared();
  const [hers, his] = await Promise.all([
    lan.call('dossiers.get', { code }),
    minh.call('dossiers.get', { code }),
  ]);
  const save = (core: Core, view: DossierView, title: string) =>
    core.call('drafts.save', { code, baseVersion: view.version, content: { ...view.content, title } });
  await Promise.all([save(lan, hers, 'Bản của Lan'), save(minh, his, 'Bản của Minh')]);
  const inConflict = async () => {
    for (const core of [lan, minh])
      if ((await core.call('drafts.conflict', { code })).conflict !== null) return core;
    return undefined;
  };
  await expect.poll(inConflict).toBeDefined();
  const loser = await inConflict();
  if (loser === undefined) throw new Error('no conflict');
  const { conflict } = await loser.call('drafts.conflict', { code });
  if (conflict === null) throw new Error('no conflict');
  expect(conflict.conflicts).toMatchObject([{ path: 'title', before: 'Tiền điện tháng 11' }]);
  expect(await loser.call('sync.state', {})).toMatchObject({ conflicts: 1 });
  const listed = (await loser.call('dossiers.list', {})).dossiers.find((each) => each.code === code);
  expect(listed?.attention).toBe(true);

  await expect(
    loser.call('drafts.resolve', {
      code,
      theirsVersion: conflict.theirsVersion + 1,
      choices: { title: 'theirs' },
    }),
  ).rejects.toThrow('DOSSIER_CONFLICT');
  const decided = await loser.call('drafts.resolve', {
    code,
    theirsVersion: conflict.theirsVersion,
    choices: { title: 'theirs' },
  });
  expect(decided.content.title).toBe(conflict.theirs.title);
  for (const core of [lan, minh]) {
    await expect.poll(titleAt(core, code)).toBe(conflict.theirs.title);
  }
  const { versions } = await loser.call('drafts.history', { code });
  const contents = await Promise.all(
    versions.map(
      async ({ id }) => (await loser.call('drafts.version', { code, versionId: id })).content.title,
    ),
  );
  expect(contents).toContain(conflict.mine.title);
});

it('lets a colleague edit a draft, but neither delete nor send it', async () => {
  const { code, actions } = await shared();
  expect(actions).toEqual(['edit', 'copy']);
  await expect(minh.call('drafts.delete', { code })).rejects.toThrow('ROLE_FORBIDDEN');
  await expect(minh.call('dossiers.forward', { code })).rejects.toThrow('ROLE_FORBIDDEN');
  expect((await lan.call('dossiers.get', { code })).actions).toContain('forward');
});

it('tells where a colleague is working, until they leave', async () => {
  const { code } = await shared();
  await lan.call('presence.set', { code, path: 'title' });
  const places = async () =>
    (await minh.call('presence.list', {})).people
      .filter(({ username }) => username === accountants(unit.backend)[0].username)
      .map((person) => [person.code, person.path]);
  await expect.poll(places).toEqual([[code, 'title']]);
  await lan.call('presence.set', { code: null, path: '' });
  await expect.poll(places).toEqual([]);
});
